import { Textarea } from '@mantine/core'
import { useForm } from '../../state/use-form'
import { DialogFrame } from '../../ui/DialogFrame'
import { WhenField } from '../../ui/WhenField'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'
import { useWhen } from '../../state/use-when'

/** Solves the ticket, with what solved it. */
export function SolveDialog({ ticket, form: kept, send, onClose }: ActDialogProps<'ticket.solve'>) {
  const say = useWords(words)
  const form = useForm(kept, { resolution: '', when: '' })
  const { resolution } = form.values
  const when = useWhen('solution', ticket)
  const save = async (): Promise<string | null> => {
    const time = when.read(form.values.when)
    if (!time.ok) return time.problem
    const args = { resolution, occurredAt: time.occurredAt, anyway: false }
    return send(args, { form })
  }
  return (
    <DialogFrame title={say('title')} submit={say('submit')} draft={form} onSubmit={save} onClose={onClose}>
      <Textarea
        data-autofocus
        label={say('resolution')}
        description={say('hint')}
        autosize
        minRows={3}
        maxRows={10}
        value={resolution}
        onChange={(event) => form.write({ resolution: event.currentTarget.value })}
      />
      <WhenField
        value={form.values.when}
        problem={when.problem}
        onChange={(text) => form.write({ when: text })}
      />
    </DialogFrame>
  )
}
