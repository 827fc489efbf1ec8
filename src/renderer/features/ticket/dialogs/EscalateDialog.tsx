import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choices } from '../../../ui/Choices'
import { DialogFrame } from '../../../ui/DialogFrame'
import type { TicketDialogProps } from './TicketDialogs'
import { submit } from './submit'

/** Escalates to a (senior) partner, or from there to the Managing Partner, with the reason. */
export function EscalateDialog({ ticket, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const [level, setLevel] = useState<'1' | '2'>(ticket.escalation ? '2' : '1')
  const [reason, setReason] = useState('')
  const save = async (): Promise<string | null> =>
    reason.trim() === ''
      ? t('dialog.required')
      : submit(ticket, 'ticket.escalate', { level: level === '1' ? 1 : 2, reason }, t('escalate.done'), t)
  return (
    <DialogFrame title={t('escalate.title')} submit={t('escalate.submit')} onSubmit={save} onClose={onClose}>
      <Choices
        label={t('escalate.level')}
        value={level}
        choices={[
          ...(ticket.escalation ? [] : [{ value: '1' as const, label: t('escalate.level1') }]),
          { value: '2', label: t('escalate.level2') },
        ]}
        onChange={setLevel}
      />
      <Textarea
        data-autofocus
        label={t('escalate.reason')}
        autosize
        minRows={3}
        maxRows={8}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogFrame>
  )
}

/** Ends an escalation, with how it was settled. */
export function EndEscalationDialog({ ticket, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  return (
    <DialogFrame
      title={t('escalate.endTitle')}
      submit={t('escalate.endSubmit')}
      onSubmit={() => submit(ticket, 'escalation.end', { note }, t('escalate.ended'), t)}
      onClose={onClose}
    >
      <Textarea
        data-autofocus
        label={t('escalate.endNote')}
        autosize
        minRows={2}
        maxRows={8}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </DialogFrame>
  )
}
