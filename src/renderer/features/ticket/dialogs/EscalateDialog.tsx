import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { oneOf, useForm } from '../../../state/use-form'
import { Choices } from '../../../ui/Choices'
import { DialogFrame } from '../../../ui/DialogFrame'
import type { TicketDialogProps } from './TicketDialogs'
import { submit } from './submit'

/** Escalates to a (senior) partner, or from there to the Managing Partner, with the reason. */
export function EscalateDialog({ ticket, form: kept, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const levels = ticket.escalation ? (['2'] as const) : (['1', '2'] as const)
  const form = useForm(kept, { level: levels[0] as string, reason: '' })
  const { reason } = form.values
  const level = oneOf<'1' | '2'>(levels, form.values.level)
  const save = async (): Promise<string | null> =>
    reason.trim() === ''
      ? t('dialog.required')
      : submit(
          {
            ticket,
            type: 'ticket.escalate',
            args: { level: level === '1' ? 1 : 2, reason },
            done: t('escalate.done'),
            form,
          },
          t,
        )
  return (
    <DialogFrame
      title={t('escalate.title')}
      submit={t('escalate.submit')}
      draft={form}
      onSubmit={save}
      onClose={onClose}
    >
      <Choices
        label={t('escalate.level')}
        value={level}
        choices={levels.map((value) => ({ value, label: t(`escalate.level${value}`) }))}
        onChange={(chosen) => form.write({ level: chosen })}
      />
      <Textarea
        data-autofocus
        label={t('escalate.reason')}
        autosize
        minRows={3}
        maxRows={8}
        value={reason}
        onChange={(event) => form.write({ reason: event.currentTarget.value })}
      />
    </DialogFrame>
  )
}

/** Ends an escalation, with how it was settled. */
export function EndEscalationDialog({ ticket, form: kept, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const form = useForm(kept, { note: '' })
  const { note } = form.values
  return (
    <DialogFrame
      title={t('escalate.endTitle')}
      submit={t('escalate.endSubmit')}
      draft={form}
      onSubmit={() =>
        submit({ ticket, type: 'escalation.end', args: { note }, done: t('escalate.ended'), form }, t)
      }
      onClose={onClose}
    >
      <Textarea
        data-autofocus
        label={t('escalate.endNote')}
        autosize
        minRows={2}
        maxRows={8}
        value={note}
        onChange={(event) => form.write({ note: event.currentTarget.value })}
      />
    </DialogFrame>
  )
}
