import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from '../../state/use-form'
import { DialogFrame } from '../../ui/DialogFrame'
import { WhenField } from '../../ui/WhenField'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'
import { useWhen } from '../../state/use-when'

/** Feedback given by telephone: stops the response clock at the moment it happened. */
export function FeedbackDialog({ ticket, form: kept, send, onClose }: ActDialogProps<'feedback.give'>) {
  const { t } = useTranslation()
  const say = useWords(words)
  const form = useForm(kept, { note: '', when: '' })
  const { note } = form.values
  const when = useWhen('feedback', ticket)
  const save = async (): Promise<string | null> => {
    const time = when.read(form.values.when)
    if (!time.ok) return time.problem
    const args = { channel: 'telephone' as const, note, occurredAt: time.occurredAt }
    return send(args, { form })
  }
  return (
    <DialogFrame title={say('title')} submit={say('submit')} draft={form} onSubmit={save} onClose={onClose}>
      <p>{say('body')}</p>
      <Textarea
        data-autofocus
        label={t('dialog.attemptNote')}

        autosize
        minRows={3}
        maxRows={10}
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
