import { Textarea } from '@mantine/core'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../../state/session'
import { useForm } from '../../../state/use-form'
import { DialogFrame } from '../../../ui/DialogFrame'
import type { TicketDialogProps } from './TicketDialogs'
import { submit } from './submit'

/** Tells the reporter, in their language, that it takes longer; the agreement asks for it. */
export function OverrunDialog({ ticket, form: kept, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const me = useMe()
  const form = useForm(kept, {
    text: i18next.getFixedT(ticket.language)('overrun.draft', {
      name: ticket.reporter.name,
      subject: ticket.subject,
      agent: me?.name ?? '',
      // It goes into a mail: without the marks that a screen wants.
      interpolation: { escapeValue: false },
    }) as string,
  })
  const { text } = form.values
  const save = async (): Promise<string | null> => {
    if (text.trim() === '') return t('dialog.required')
    if (ticket.reporter.email === '') return t('overrun.noAddress')
    const to = [ticket.reporter.email]
    const args = { text, to, cc: [], purpose: 'overrun' as const, attachmentIds: [], anyway: false }
    return submit({ ticket, type: 'reply.send', args, done: t('overrun.done'), form }, t)
  }
  return (
    <DialogFrame
      title={t('overrun.title')}
      submit={t('overrun.submit')}
      size={560}
      draft={form}
      onSubmit={save}
      onClose={onClose}
    >
      <p>{t('overrun.body')}</p>
      <Textarea
        data-autofocus
        label={t('overrun.text')}
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
