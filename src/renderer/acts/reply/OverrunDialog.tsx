import { Textarea } from '@mantine/core'
import { useMe } from '../../state/session'
import { useForm } from '../../state/use-form'
import { DialogFrame } from '../../ui/DialogFrame'
import type { ActDialogProps } from '../define'
import { sayInLanguage, useWords } from '../words'
import { words } from '.'

/** Tells the reporter, in their language, that it takes longer; the agreement asks for it. */
export function OverrunDialog({ ticket, form: kept, send, onClose }: ActDialogProps<'reply.send'>) {
  const say = useWords(words)
  const me = useMe()
  const form = useForm(kept, {
    text: sayInLanguage(words, ticket.language)('overrun.draft', {
      name: ticket.reporter.name,
      subject: ticket.subject,
      agent: me?.name ?? '',
      // It goes into a mail: without the marks that a screen wants.
      interpolation: { escapeValue: false },
    }),
  })
  const { text } = form.values
  const save = async (): Promise<string | null> => {
    const to = [ticket.reporter.email]
    const args = { text, to, cc: [], purpose: 'overrun' as const, attachmentIds: [], anyway: false }
    return send(args, { form })
  }
  return (
    <DialogFrame
      title={say('overrun.title')}
      submit={say('overrun.submit')}
      size={560}
      draft={form}
      onSubmit={save}
      onClose={onClose}
    >
      <p>{say('overrun.body')}</p>
      <Textarea
        data-autofocus
        label={say('overrun.text')}
        lang={ticket.language}
        autosize
        minRows={8}
        maxRows={16}
        value={text}
        onChange={(event) => form.write({ text: event.currentTarget.value })}
      />
    </DialogFrame>
  )
}
