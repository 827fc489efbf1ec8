import { Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useForm } from '../../state/use-form'
import { DialogFrame } from '../../ui/DialogFrame'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'

/** Opens a solved or closed ticket again; its clocks continue. */
export function ReopenDialog({ form: kept, send, onClose }: ActDialogProps<'ticket.reopen'>) {
  const { t } = useTranslation()
  const say = useWords(words)
  const form = useForm(kept, { reason: '' })
  const { reason } = form.values
  const save = async (): Promise<string | null> =>
    reason.trim() === '' ? t('dialog.required') : send({ reason }, { form })
  return (
    <DialogFrame title={say('title')} submit={say('submit')} draft={form} onSubmit={save} onClose={onClose}>
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
