import { Button, Textarea } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isTextTooLarge } from '../../../../shared/sync/wire-size'
import type { Ticket } from '../../../../shared/tickets/ticket'
import type { TimelineEntry } from '../../../data/protocol'
import { tell } from '../../../state/act'
import { useCommands } from '../../../state/commands'
import { openDialog } from '../../../state/dialogs'
import { attempt } from '../../../ui/attempt'
import { IconButton } from '../../../ui/IconButton'
import { Keys } from '../../../ui/Keys'
import { useWriting } from '../use-presence'
import { AttachmentChip } from '../files/AttachmentChip'
import { AttachButton } from './AttachButton'
import type { DraftKind } from './draft-keeper'
import { sendNote, sendReply } from './send'
import { useAttaching } from './use-attaching'
import { useReachesCustomer } from './use-reaches-customer'
import type { useDrafts } from './use-draft'
import classes from './Composer.module.css'

interface Props {
  readonly kind: DraftKind
  readonly ticket: Ticket
  readonly events: readonly TimelineEntry[]
  readonly drafts: ReturnType<typeof useDrafts>
  readonly textRef: React.RefObject<HTMLTextAreaElement | null>
  readonly mayReply: boolean
  readonly onKind: (kind: DraftKind) => void
  readonly onClose: () => void
}

/** The open composer: whom it goes to, the text, and what happens with it. An error keeps the text. */
export function ComposerForm({ kind, ticket, drafts, textRef, mayReply, onKind, onClose }: Props) {
  const { t } = useTranslation()
  const draft = drafts.contents[kind]
  const { text, attachments, ...addresses } = draft
  const to = addresses.to ?? ticket.reporter.email
  const cc = addresses.cc ?? ''
  const [withCc, setWithCc] = useState(false)
  const attaching = useAttaching(drafts)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)

  const reaches = useReachesCustomer(ticket, to, cc)
  const stops = ticket.facts.feedbackAt === null ? t('composer.stopsClock') : ''
  const clockText = reaches ? stops : t('composer.notToCustomer')
  const says = [
    isTextTooLarge(text) ? t('composer.tooLarge') : '',
    drafts.saved ? t('composer.draftSaved') : '',
    kind === 'reply' && text !== '' && mayReply ? clockText : '',
  ]

  /** It was written before the ticket was closed, or taken back from what the server held. */
  const isShut = kind === 'reply' && !mayReply
  const reopen = (): void => openDialog({ kind: 'reopen', ticketId: ticket.id })

  const send = async (): Promise<void> => {
    if (isShut) return reopen()
    if (busy || attaching.busy || drafts.isAttaching()) return
    setBusy(true)
    const problem = await attempt(
      () =>
        kind === 'note' ? sendNote(ticket, text, t) : sendReply(ticket, { text, to, cc, attachments }, t),
      t('dialog.failed'),
    )
    setBusy(false)
    setError(problem)
    if (problem !== null) return
    drafts.drop(kind, draft)
    onClose()
    useWriting.setState({ ticketId: null })
    tell(t(kind === 'note' ? 'composer.noteSaved' : 'composer.saved'))
  }
  const write = (change: Parameters<typeof drafts.write>[1]): void => {
    drafts.write(kind, change)
    setError(null)
    attaching.hush()
  }
  const remove = (id: string, name: string): void => {
    attaching.remove(id, name)
    textRef.current?.focus()
  }
  const leave = (): boolean => {
    void drafts.flush()
    onClose()
    document.querySelector<HTMLElement>('[data-ticket-pane]')?.focus({ preventScroll: true })
    return true
  }
  useCommands({
    'ticket.send': () => void send(),
    'view.back': () => (textRef.current?.closest('form')?.contains(document.activeElement) ? leave() : false),
  })

  return (
    <form
      className={classes.form}
      data-kind={kind}
      data-over={attaching.over || undefined}
      {...(kind === 'reply' ? attaching.handlers : {})}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className={classes.head}>
        <div className={classes.kinds} role="group" aria-label={t('composer.text')}>
          {mayReply ? (
            <button type="button" aria-pressed={kind === 'reply'} onClick={() => onKind('reply')}>
              {t('composer.reply')}
            </button>
          ) : null}
          <button type="button" aria-pressed={kind === 'note'} onClick={() => onKind('note')}>
            {t('composer.note')}
          </button>
        </div>
        <IconButton label={t('app.close')} onClick={leave}>
          <IconX size={16} aria-hidden="true" />
        </IconButton>
      </div>
      {kind === 'reply' ? (
        <div className={classes.addresses}>
          <Address
            label={t('composer.to')}
            value={to}
            onChange={(typed) => write({ to: typed === ticket.reporter.email ? null : typed })}
          />
          {withCc || cc !== '' ? (
            <Address
              label={t('composer.cc')}
              value={cc}
              onChange={(typed) => {
                setWithCc(true)
                write({ cc: typed === '' ? null : typed })
              }}
            />
          ) : (
            <button type="button" className={classes.addCc} onClick={() => setWithCc(true)}>
              {t('composer.addCc')}
            </button>
          )}
        </div>
      ) : null}
      <Textarea
        ref={textRef}
        variant="unstyled"
        classNames={{ input: classes.text ?? '' }}
        aria-label={t(kind === 'reply' ? 'composer.reply' : 'composer.note')}
        placeholder={
          kind === 'reply'
            ? t('composer.replyPlaceholder', { name: ticket.reporter.name })
            : t('composer.notePlaceholder')
        }
        autosize
        minRows={4}
        maxRows={14}
        value={text}
        lang={kind === 'reply' ? ticket.language : undefined}
        spellCheck
        onChange={(event) => {
          write({ text: event.currentTarget.value })
          useWriting.setState({ ticketId: ticket.id })
        }}
        onBlur={() => {
          void drafts.flush()
          useWriting.setState({ ticketId: null })
        }}
      />
      {attachments.length > 0 ? (
        <ul className={classes.files} aria-label={t('files.list')}>
          {attachments.map((attachment) => (
            <li key={attachment.id}>
              <AttachmentChip
                file={{ ticketId: ticket.id, attachment }}
                onRemove={() => remove(attachment.id, attachment.name)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className={classes.foot}>
        {kind === 'reply' ? <AttachButton onFiles={attaching.add} /> : null}
        <span
          className={classes.say}
          role="status"
          data-error={error !== null || attaching.said?.problem || undefined}
        >
          {isShut ? t('composer.shut') : (error ?? attaching.said?.text ?? says.filter(Boolean).join(' · '))}
        </span>
        <Keys keys="Mod+Enter" />
        <Button type="submit" disabled={busy || attaching.busy}>
          {isShut ? t('composer.reopen') : t(kind === 'reply' ? 'composer.sendReply' : 'composer.addNote')}
        </Button>
      </div>
    </form>
  )
}

function Address({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  return (
    <label className={classes.address}>
      <span>{label}</span>
      <input value={value} spellCheck={false} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
  )
}
