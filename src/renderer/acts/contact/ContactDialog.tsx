import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { oneOf, useForm } from '../../state/use-form'
import { Choices } from '../../ui/Choices'
import { DialogFrame } from '../../ui/DialogFrame'
import { WhenField } from '../../ui/WhenField'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'
import { useWhen } from '../../state/use-when'

const channels = ['telephone', 'email'] as const

/** Logs that the reporter was tried to be reached. */
export function ContactDialog({ ticket, form: kept, send, onClose }: ActDialogProps<'contact.log'>) {
  const { t } = useTranslation()
  const say = useWords(words)
  const form = useForm(kept, { channel: 'telephone', note: '', when: '' })
  const { note } = form.values
  const channel = oneOf(channels, form.values.channel)
  const when = useWhen('contact-attempt', ticket)
  const save = async (): Promise<string | null> => {
    const time = when.read(form.values.when)
    if (!time.ok) return time.problem
    const args = { attempt: { channel, note }, occurredAt: time.occurredAt }
    return send(args, { form })
  }
  return (
    <DialogFrame title={say('title')} submit={say('submit')} onClose={onClose} draft={form} onSubmit={save}>
      <Choices
        label={t('dialog.attempt')}
        value={channel}
        columns={2}
        choices={channels.map((value) => ({ value, label: t(`dialog.${value}`) }))}
        onChange={(chosen) => form.write({ channel: chosen })}
      />
      <Textarea
        data-autofocus
        label={t('dialog.attemptNote')}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => form.write({ note: event.currentTarget.value })}
      />
      <WhenField
        value={form.values.when}
        problem={when.problem}
        onChange={(text) => form.write({ when: text })}
      />
    </DialogFrame>
  )
}
