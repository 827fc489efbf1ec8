import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from '../../../state/use-form'
import { DialogFrame } from '../../../ui/DialogFrame'
import { WhenField } from '../../../ui/WhenField'
import type { TicketDialogProps } from './TicketDialogs'
import { submit } from './submit'
import { useWhen } from '../../../state/use-when'

/** Solves the ticket, with what solved it. */
export function SolveDialog({ ticket, form: kept, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const form = useForm(kept, { resolution: '', when: '' })
  const { resolution } = form.values
  const when = useWhen('solution', ticket)
  const save = async (): Promise<string | null> => {
    const time = when.read(form.values.when)
    if (!time.ok) return time.problem
    const args = { resolution, occurredAt: time.occurredAt, anyway: false }
    return submit({ ticket, type: 'ticket.solve', args, done: t('solve.done'), form }, t)
  }
  return (
    <DialogFrame
      title={t('solve.title')}
      submit={t('solve.submit')}
      draft={form}
      onSubmit={save}
      onClose={onClose}
    >
      <Text
        label={t('solve.resolution')}
        description={t('solve.hint')}
        value={resolution}
        onChange={(text) => form.write({ resolution: text })}
      />
      <WhenField
        value={form.values.when}
        problem={when.problem}
        onChange={(text) => form.write({ when: text })}
      />
    </DialogFrame>
  )
}

/** Opens a solved or closed ticket again; its clocks continue. */
export function ReopenDialog({ ticket, form: kept, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const form = useForm(kept, { reason: '' })
  const { reason } = form.values
  const save = async (): Promise<string | null> =>
    reason.trim() === ''
      ? t('dialog.required')
      : submit({ ticket, type: 'ticket.reopen', args: { reason }, done: t('reopen.done'), form }, t)
  return (
    <DialogFrame
      title={t('reopen.title')}
      submit={t('reopen.submit')}
      draft={form}
      onSubmit={save}
      onClose={onClose}
    >
      <Text label={t('reopen.reason')} value={reason} onChange={(text) => form.write({ reason: text })} />
    </DialogFrame>
  )
}

/** Feedback given by telephone: stops the response clock at the moment it happened. */
export function FeedbackDialog({ ticket, form: kept, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const form = useForm(kept, { note: '', when: '' })
  const { note } = form.values
  const when = useWhen('feedback', ticket)
  const save = async (): Promise<string | null> => {
    const time = when.read(form.values.when)
    if (!time.ok) return time.problem
    const args = { channel: 'telephone' as const, note, occurredAt: time.occurredAt }
    return submit({ ticket, type: 'feedback.give', args, done: t('feedback.done'), form }, t)
  }
  return (
    <DialogFrame
      title={t('feedback.title')}
      submit={t('feedback.submit')}
      draft={form}
      onSubmit={save}
      onClose={onClose}
    >
      <p>{t('feedback.body')}</p>
      <Text label={t('wait.attemptNote')} value={note} onChange={(text) => form.write({ note: text })} />
      <WhenField
        value={form.values.when}
        problem={when.problem}
        onChange={(text) => form.write({ when: text })}
      />
    </DialogFrame>
  )
}

function Text({
  label,
  description,
  value,
  onChange,
}: {
  readonly label: string
  readonly description?: string
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  return (
    <Textarea
      data-autofocus
      label={label}
      description={description}
      autosize
      minRows={3}
      maxRows={10}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
