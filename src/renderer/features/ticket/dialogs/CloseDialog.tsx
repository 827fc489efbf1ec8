import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MutationArgs } from '../../../../shared/tickets/mutations'
import { oneOf, useForm } from '../../../state/use-form'
import { Choices } from '../../../ui/Choices'
import { DialogFrame } from '../../../ui/DialogFrame'
import type { TicketDialogProps } from './TicketDialogs'
import { submit } from './submit'
import { capital } from '../../../texts/capital'

const reasons = [
  'confirmed',
  'withdrawn',
  'duplicate',
  'no-contact',
  'unconfirmed',
  'spam',
] as const satisfies readonly MutationArgs<'ticket.close'>['reason'][]

/** Closes the ticket, with why. */
export function CloseDialog({ ticket, form: kept, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const form = useForm(kept, { reason: 'confirmed', note: '' })
  const { note } = form.values
  const reason = oneOf(reasons, form.values.reason)
  return (
    <DialogFrame
      title={t('close.title')}
      submit={t('close.submit')}
      draft={form}
      onSubmit={() =>
        submit(
          {
            ticket,
            type: 'ticket.close',
            args: { reason, note, anyway: false },
            done: t('close.done'),
            form,
          },
          t,
        )
      }
      onClose={onClose}
    >
      <Choices
        label={t('close.reason')}
        autoFocus
        value={reason}
        choices={reasons.map((value) => ({ value, label: capital(t(`timeline.closeReasons.${value}`)) }))}
        onChange={(chosen) => form.write({ reason: chosen })}
      />
      <Textarea
        label={`${t('dialog.note')} (${t('dialog.optional')})`}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => form.write({ note: event.currentTarget.value })}
      />
    </DialogFrame>
  )
}
