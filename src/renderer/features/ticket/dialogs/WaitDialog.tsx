import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { oneOf, useForm } from '../../../state/use-form'
import { Choices } from '../../../ui/Choices'
import { DialogFrame } from '../../../ui/DialogFrame'
import { WhenField } from '../../../ui/WhenField'
import type { TicketDialogProps } from './TicketDialogs'
import { submit } from './submit'
import { useWhen } from '../../../state/use-when'

const kinds = ['key-user', 'external'] as const
const channels = ['email', 'telephone'] as const

/** Lets clocks stand still: for the key user, with the contact attempt that the agreement asks for, or for somebody else. */
export function WaitDialog({ ticket, form: kept, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
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
    if (reason.trim() === '') return t('dialog.required')
    const time = when.read(form.values.when)
    if (!time.ok) return time.problem
    const contactAttempt = kind === 'key-user' ? { channel, note } : null
    const args = { kind, reason, contactAttempt, occurredAt: time.occurredAt }
    return submit({ ticket, type: 'wait.start', args, done: t('wait.done'), form }, t)
  }
  return (
    <DialogFrame
      title={t('wait.title')}
      submit={t(kind === 'key-user' ? 'wait.submitKeyUser' : 'wait.submitExternal')}
      draft={form}
      onSubmit={save}
      onClose={onClose}
    >
      <Choices
        label={t('wait.kind')}
        value={kind}
        columns={2}
        choices={[
          { value: 'key-user', label: t('wait.keyUser') },
          { value: 'external', label: t('wait.external') },
        ]}
        onChange={(chosen) => form.write({ kind: chosen })}
      />
      <Textarea
        data-autofocus
        label={t('wait.reason')}
        autosize
        minRows={2}
        maxRows={6}
        value={reason}
        onChange={(event) => form.write({ reason: event.currentTarget.value })}
      />
      {kind === 'key-user' ? (
        <>
          <Choices
            label={t('wait.attempt')}
            value={channel}
            columns={2}
            choices={channels.map((value) => ({ value, label: t(`wait.${value}`) }))}
            onChange={(chosen) => form.write({ channel: chosen })}
          />
          <Textarea
            label={t('wait.attemptNote')}
            description={t('wait.attemptHint')}
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
