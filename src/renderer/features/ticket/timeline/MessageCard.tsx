import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SentMail } from '../../../../shared/sync/wire'
import type { TicketEvent } from '../../../../shared/tickets/events'
import { Person } from '../../../ui/Person'
import { AttachmentChip } from '../files/AttachmentChip'
import { useFilesHere } from '../files/use-files-here'
import { EventTime } from './EventTime'
import { HtmlFrame } from './HtmlFrame'
import { MailDelivery } from './MailDelivery'
import { splitQuoted } from './quoted'
import classes from './Timeline.module.css'

type MessageEvent = Extract<TicketEvent, { readonly type: 'message.received' | 'reply.sent' }>

/** A message from the customer or a public reply. Text first; as it was sent on request, in a frame without rights. */
export function MessageCard({
  event,
  pending,
  undelivered,
  actions,
  isFeedback,
}: {
  readonly event: MessageEvent
  readonly pending: boolean
  /** Its mail, when somebody has not got it. */
  readonly undelivered: SentMail | undefined
  /** What can be done with it while it is not sent. */
  readonly actions: React.ReactNode
  readonly isFeedback: boolean
}) {
  const { t } = useTranslation()
  const [asSent, setAsSent] = useState(false)
  const { message } = event
  const here = useFilesHere(message.attachments)
  const own = event.type === 'reply.sent'
  const purpose = event.type === 'reply.sent' ? event.purpose : 'reply'
  const sender = own ? event.actor.name : message.from.name || message.from.email
  return (
    <article className={classes.message} data-own={own || undefined} data-pending={pending || undefined}>
      <header className={classes.messageHead}>
        <Person name={sender} />
        <span className={classes.sender} title={message.from.email}>
          <bdi>{sender}</bdi>
        </span>
        {own ? (
          <span className={classes.to} title={[...message.to, ...message.cc].join(', ')}>
            {t('timeline.to', { names: message.to.join(', ') })}
          </span>
        ) : (
          <span className={classes.to}>{message.from.email}</span>
        )}
        <EventTime event={event} pending={pending} />
      </header>
      {isFeedback || purpose !== 'reply' ? (
        <p className={classes.purpose}>
          {purpose === 'reply' ? t('timeline.feedback') : t(`timeline.${purpose}`)}
        </p>
      ) : null}
      {asSent && message.html ? (
        <HtmlFrame html={message.html} ticketId={event.ticketId} attachments={message.attachments} />
      ) : (
        <PlainText text={message.text} />
      )}
      {message.attachments.length > 0 ? (
        <ul
          className={classes.attachments}
          aria-label={t('timeline.attachments', { count: message.attachments.length })}
        >
          {message.attachments.map((attachment) => (
            <li key={attachment.id}>
              <AttachmentChip
                file={{ ticketId: event.ticketId, attachment }}
                isHere={here?.has(attachment.id)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {message.html ? (
        <button type="button" className={classes.quiet} onClick={() => setAsSent(!asSent)}>
          {asSent ? t('timeline.showText') : t('timeline.showHtml')}
        </button>
      ) : null}
      {undelivered ? <MailDelivery mail={undelivered} /> : null}
      {actions}
    </article>
  )
}

function PlainText({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const { own, quoted } = splitQuoted(text)
  return (
    <div className={`${classes.text} others-text selectable`}>
      {own}
      {quoted && !open ? (
        <button type="button" className={classes.quiet} onClick={() => setOpen(true)}>
          {t('timeline.showQuoted')}
        </button>
      ) : null}
      {quoted && open ? <div className={classes.quoted}>{quoted}</div> : null}
    </div>
  )
}
