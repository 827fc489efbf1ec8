import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recordingUrl } from '../../../../shared/tickets/acts/recording'
import { useForm } from '../../../state/use-form'
import { DialogFrame } from '../../../ui/DialogFrame'
import type { TicketDialogProps } from './TicketDialogs'
import { submit } from './submit'

/** Adds the address of a screen recording. The address is checked by the same rule as on the server. */
export function RecordingDialog({ ticket, form: kept, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const form = useForm(kept, { url: '', title: '', note: '' })
  const { url, title, note } = form.values
  const [badUrl, setBadUrl] = useState(false)
  const save = async (): Promise<string | null> => {
    if (!recordingUrl.safeParse(url.trim()).success) {
      setBadUrl(true)
      return t('recording.badUrl')
    }
    if (title.trim() === '') return t('dialog.required')
    const args = { recordingId: crypto.randomUUID(), url: url.trim(), title: title.trim(), note }
    return submit({ ticket, type: 'recording.add', args, done: t('recording.done'), form }, t)
  }
  return (
    <DialogFrame
      title={t('recording.title')}
      submit={t('recording.submit')}
      draft={form}
      onSubmit={save}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        type="url"
        label={t('recording.url')}
        description={t('recording.urlHint')}
        placeholder="https://"
        value={url}
        error={badUrl}
        onChange={(event) => {
          form.write({ url: event.currentTarget.value })
          setBadUrl(false)
        }}
      />
      <TextInput
        label={t('recording.name')}
        value={title}
        onChange={(event) => form.write({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t('recording.note')}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => form.write({ note: event.currentTarget.value })}
      />
    </DialogFrame>
  )
}
