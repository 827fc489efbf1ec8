import { Textarea } from '@mantine/core'
import { oneOf, useForm } from '../../state/use-form'
import { Choices } from '../../ui/Choices'
import { DialogFrame } from '../../ui/DialogFrame'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'

/** Escalates to a (senior) partner, or from there to the Managing Partner, with the reason. */
export function EscalateDialog({ ticket, form: kept, send, onClose }: ActDialogProps<'ticket.escalate'>) {
  const say = useWords(words)
  const levels = ticket.escalation ? (['2'] as const) : (['1', '2'] as const)
  const form = useForm(kept, { level: levels[0] as string, reason: '' })
  const { reason } = form.values
  const level = oneOf<'1' | '2'>(levels, form.values.level)
  return (
    <DialogFrame
      title={say('escalate.title')}
      submit={say('escalate.submit')}
      draft={form}
      onSubmit={() => send({ level: level === '1' ? 1 : 2, reason }, { form })}
      onClose={onClose}
    >
      <Choices
        label={say('escalate.level')}
        value={level}
        choices={levels.map((value) => ({ value, label: say(`escalate.level${value}`) }))}
        onChange={(chosen) => form.write({ level: chosen })}
      />
      <Textarea
        data-autofocus
        label={say('escalate.reason')}
        autosize
        minRows={3}
        maxRows={8}
        value={reason}
        onChange={(event) => form.write({ reason: event.currentTarget.value })}
      />
    </DialogFrame>
  )
}
