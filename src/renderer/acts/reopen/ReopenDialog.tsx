import { Textarea } from '@mantine/core'
import { useForm } from '../../state/use-form'
import { DialogFrame } from '../../ui/DialogFrame'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'

/** Opens a solved or closed ticket again; its clocks continue. */
export function ReopenDialog({ form: kept, send, onClose }: ActDialogProps<'ticket.reopen'>) {
  const say = useWords(words)
  const form = useForm(kept, { reason: '' })
  const { reason } = form.values
  return (
    <DialogFrame
      title={say('title')}
      submit={say('submit')}
      draft={form}
      onSubmit={() => send({ reason }, { form })}
      onClose={onClose}
    >
      <Textarea
        data-autofocus
        label={say('reason')}

        autosize
        minRows={3}
        maxRows={10}
        value={reason}
        onChange={(event) => form.write({ reason: event.currentTarget.value })}
      />
    </DialogFrame>
  )
}
