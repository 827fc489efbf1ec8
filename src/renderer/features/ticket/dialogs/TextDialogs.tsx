import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverNow } from '../../../clock/now'
import { DialogFrame } from '../../../ui/DialogFrame'
import { WhenField } from '../../../ui/WhenField'
import type { TicketDialogProps } from './TicketDialogs'
import { submit } from './submit'

/** Solves the ticket, with what solved it. */
export function SolveDialog({ ticket, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const [resolution, setResolution] = useState('')
  const [at, setAt] = useState<number | null>(null)
  const save = (): Promise<string | null> =>
    submit(
      ticket,
      'ticket.solve',
      { resolution, occurredAt: at ?? serverNow(), anyway: false },
      t('solve.done'),
      t,
    )
  return (
    <DialogFrame title={t('solve.title')} submit={t('solve.submit')} onSubmit={save} onClose={onClose}>
      <Text
        label={t('solve.resolution')}
        description={t('solve.hint')}
        value={resolution}
        onChange={setResolution}
      />
      <WhenField value={at} onChange={setAt} />
    </DialogFrame>
  )
}

/** Opens a solved or closed ticket again; its clocks continue. */
export function ReopenDialog({ ticket, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const save = async (): Promise<string | null> =>
    reason.trim() === ''
      ? t('dialog.required')
      : submit(ticket, 'ticket.reopen', { reason }, t('reopen.done'), t)
  return (
    <DialogFrame title={t('reopen.title')} submit={t('reopen.submit')} onSubmit={save} onClose={onClose}>
      <Text label={t('reopen.reason')} value={reason} onChange={setReason} />
    </DialogFrame>
  )
}

/** Feedback given by telephone: stops the response clock at the moment it happened. */
export function FeedbackDialog({ ticket, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const [at, setAt] = useState<number | null>(null)
  const save = (): Promise<string | null> =>
    submit(
      ticket,
      'feedback.give',
      { channel: 'telephone', note, occurredAt: at ?? serverNow() },
      t('feedback.done'),
      t,
    )
  return (
    <DialogFrame title={t('feedback.title')} submit={t('feedback.submit')} onSubmit={save} onClose={onClose}>
      <p>{t('feedback.body')}</p>
      <Text label={t('wait.attemptNote')} value={note} onChange={setNote} />
      <WhenField value={at} onChange={setAt} />
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
