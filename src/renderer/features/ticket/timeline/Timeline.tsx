import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SentMail } from '../../../../shared/sync/wire'
import type { Ticket } from '../../../../shared/tickets/ticket'
import type { TimelineEntry } from '../../../data/protocol'
import { useUndeliveredMail } from '../../../state/sent-mail'
import { EventLine } from './EventLine'
import { MessageCard } from './MessageCard'
import { NoteCard } from './NoteCard'
import { Overruled } from './Overruled'
import { RecordingCard } from './RecordingCard'
import { UnsentActions } from './UnsentActions'
import classes from './Timeline.module.css'

/** Drawn at once; older ones follow while nothing else is to be done, so that a ticket of years opens as fast as one of today. */
const atFirst = 60
const atOnce = 150

/** What happened on the ticket, oldest first, opened at its end. */
export function Timeline({
  ticket,
  events,
}: {
  readonly ticket: Ticket
  readonly events: readonly TimelineEntry[]
}) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(atFirst)
  const undelivered = useUndeliveredMail(ticket)
  const scroller = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const last = events.at(-1)?.event.id
  const hidden = Math.max(0, events.length - shown)
  useEffect(() => {
    if (hidden === 0) return
    const turn = requestIdleCallback(() => setShown((now) => now + atOnce))
    return () => cancelIdleCallback(turn)
  }, [hidden])
  useLayoutEffect(() => {
    const element = scroller.current
    if (element && atEnd.current) element.scrollTop = element.scrollHeight
  }, [last, hidden])
  // The end stays in sight when the composer opens or the clocks explain themselves.
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div
      ref={scroller}
      className={classes.scroll}
      tabIndex={0}
      role="region"
      aria-label={t('timeline.label')}
      onScroll={({ currentTarget: element }) => {
        atEnd.current = element.scrollTop + element.clientHeight > element.scrollHeight - 40
      }}
    >
      <ol className={classes.list} aria-busy={hidden > 0}>
        {events.slice(hidden).map((entry) => (
          <li key={entry.event.id} className={classes.entry}>
            <Entry entry={entry} ticket={ticket} undelivered={undelivered.get(entry.event.id)} />
          </li>
        ))}
      </ol>
    </div>
  )
}

interface EntryProps {
  readonly entry: TimelineEntry
  readonly ticket: Ticket
  readonly undelivered: SentMail | undefined
}

/** Events never change: of two thousand only what is new is drawn again. */
const isSame = (before: EntryProps, now: EntryProps): boolean =>
  before.entry.event.id === now.entry.event.id &&
  before.entry.pending === now.entry.pending &&
  before.entry.unsent === now.entry.unsent &&
  before.undelivered === now.undelivered &&
  (before.ticket === now.ticket ||
    (now.entry.event.type !== 'fields.changed' &&
      before.ticket.facts.feedbackAt === now.ticket.facts.feedbackAt))

const Entry = memo(function Entry({ entry, ticket, undelivered }: EntryProps) {
  const { event, pending, unsent = false } = entry
  // Of a new ticket and its report one has them.
  const actions = unsent && event.type !== 'message.received' ? <UnsentActions event={event} /> : null
  switch (event.type) {
    case 'message.received':
    case 'reply.sent':
      return (
        <MessageCard
          event={event}
          pending={pending}
          undelivered={undelivered}
          actions={actions}
          isFeedback={event.type === 'reply.sent' && event.at === ticket.facts.feedbackAt && !pending}
        />
      )
    case 'note.added':
      return <NoteCard event={event} pending={pending} text={event.text} actions={actions} />
    case 'recording.added':
      return <RecordingCard event={event} pending={pending} recording={event.recording} actions={actions} />
    case 'fields.changed':
      return (
        <>
          {event.changes.map((change, index) => (
            <EventLine
              key={change.field}
              event={event}
              pending={pending}
              change={change}
              actions={index === 0 ? actions : null}
            />
          ))}
          {event.overruled.map((change) => (
            <Overruled key={`lost-${change.field}`} event={event} change={change} ticket={ticket} />
          ))}
        </>
      )
    default:
      return <EventLine event={event} pending={pending} actions={actions} />
  }
}, isSame)
