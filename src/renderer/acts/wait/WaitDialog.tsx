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

const kinds = ['key-user', 'external'] as const
const channels = ['email', 'telephone'] as const

/** Lets clocks stand still: for the key user, with the contact attempt that the agreement asks for, or for somebody else. */
export function WaitDialog({ ticket, form: kept, send, onClose }: ActDialogProps<'wait.start'>) {
  const { t } = useTranslation()
  const say = useWords(words)
  const form = useForm(kept, {
    kind: 'key-user',
    channel: ticket.priority === 'high' ? 'telephone' : 'email',
    reason: '',
    note: '',
    when: '',
  })
  const { reason, note } = form.values
  const kind = oneOf(kinds, form.values.kind)
  const channel = oneOf(channels, form.values.channel)
  const when = useWhen('wait-start', ticket)
  const save = async (): Promise<string | null> => {
    const time = when.read(form.values.when)
    if (!time.ok) return time.problem
    const contactAttempt = kind === 'key-user' ? { channel, note } : null
    const args = { kind, reason, contactAttempt, occurredAt: time.occurredAt }
    return send(args, { form })
  }
  return (
    <DialogFrame
      title={say('start.title')}
      submit={say(kind === 'key-user' ? 'start.submitKeyUser' : 'start.submitExternal')}
      draft={form}
      onSubmit={save}
      onClose={onClose}
    >
      <Choices
        label={say('start.kind')}
        value={kind}
        columns={2}
        choices={[
          { value: 'key-user', label: say('start.keyUser') },
          { value: 'external', label: say('start.external') },
        ]}
        onChange={(chosen) => form.write({ kind: chosen })}
      />
      <Textarea
        data-autofocus
        label={say('start.reason')}
        autosize
        minRows={2}
        maxRows={6}
        value={reason}
        onChange={(event) => form.write({ reason: event.currentTarget.value })}
      />
      {kind === 'key-user' ? (
        <>
          <Choices
            label={t('dialog.attempt')}
            value={channel}
            columns={2}
            choices={channels.map((value) => ({ value, label: t(`dialog.${value}`) }))}
            onChange={(chosen) => form.write({ channel: chosen })}
          />
          <Textarea
            label={t('dialog.attemptNote')}
            description={say('start.attemptHint')}
            autosize
            minRows={1}
            maxRows={4}
            value={note}
            onChange={(event) => form.write({ note: event.currentTarget.value })}
          />
        </>
      ) : null}
      <WhenField
        value={form.values.when}
        problem={when.problem}
        onChange={(text) => form.write({ when: text })}
      />
    </DialogFrame>
  )
}
