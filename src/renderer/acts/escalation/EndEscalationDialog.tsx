import { Textarea } from '@mantine/core'
import { useForm } from '../../state/use-form'
import { DialogFrame } from '../../ui/DialogFrame'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'

/** Ends an escalation, with how it was settled. */
export function EndEscalationDialog({ form: kept, send, onClose }: ActDialogProps<'escalation.end'>) {
  const say = useWords(words)
  const form = useForm(kept, { note: '' })
  const { note } = form.values
  return (
    <DialogFrame
      title={say('end.title')}
      submit={say('end.submit')}
      draft={form}
      onSubmit={() => send({ note }, { form })}
      onClose={onClose}
    >
      <Textarea
        data-autofocus
        label={say('end.note')}
        autosize
        minRows={2}
        maxRows={8}
        value={note}
        onChange={(event) => form.write({ note: event.currentTarget.value })}
      />
    </DialogFrame>
  )
}
