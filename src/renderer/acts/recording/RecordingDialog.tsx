import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useForm } from '../../state/use-form'
import { DialogFrame } from '../../ui/DialogFrame'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'

/** Adds the address of a screen recording. */
export function RecordingDialog({ form: kept, send, onClose }: ActDialogProps<'recording.add'>) {
  const say = useWords(words)
  const form = useForm(kept, { url: '', title: '', note: '' })
  const { url, title, note } = form.values
  const [badUrl, setBadUrl] = useState(false)
  const save = async (): Promise<string | null> => {
    const args = { recordingId: crypto.randomUUID(), url: url.trim(), title: title.trim(), note }
    const problem = await send(args, { form })
    setBadUrl(problem === say('badUrl'))
    return problem
  }
  return (
    <DialogFrame title={say('title')} submit={say('submit')} draft={form} onSubmit={save} onClose={onClose}>
      <TextInput
        data-autofocus
        type="url"
        label={say('url')}
        description={say('urlHint')}
        placeholder="https://"
        value={url}
        error={badUrl}
        onChange={(event) => {
          form.write({ url: event.currentTarget.value })
          setBadUrl(false)
        }}
      />
      <TextInput
        label={say('name')}
        value={title}
        onChange={(event) => form.write({ title: event.currentTarget.value })}
      />
      <Textarea
        label={say('note')}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => form.write({ note: event.currentTarget.value })}
      />
    </DialogFrame>
  )
}
