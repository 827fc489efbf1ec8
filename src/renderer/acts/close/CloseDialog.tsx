import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MutationArgs } from '../../../shared/tickets/mutations'
import { oneOf, useForm } from '../../state/use-form'
import { Choices } from '../../ui/Choices'
import { DialogFrame } from '../../ui/DialogFrame'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'
import { capital } from '../../texts/capital'

const reasons = [
  'confirmed',
  'withdrawn',
  'duplicate',
  'no-contact',
  'unconfirmed',
  'spam',
] as const satisfies readonly MutationArgs<'ticket.close'>['reason'][]

/** Closes the ticket, with why. */
export function CloseDialog({ form: kept, send, onClose }: ActDialogProps<'ticket.close'>) {
  const { t } = useTranslation()
  const say = useWords(words)
  const form = useForm(kept, { reason: 'confirmed', note: '' })
  const { note } = form.values
  const reason = oneOf(reasons, form.values.reason)
  return (
    <DialogFrame
      title={say('title')}
      submit={say('submit')}
      draft={form}
      onSubmit={() => send({ reason, note, anyway: false }, { form })}
      onClose={onClose}
    >
      <Choices
        label={say('reason')}
        autoFocus
        value={reason}
        choices={reasons.map((value) => ({ value, label: capital(say(`reasons.${value}`)) }))}
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
