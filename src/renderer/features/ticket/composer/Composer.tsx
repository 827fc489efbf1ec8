import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refusalOf } from '../../../../shared/tickets/actions'
import type { Ticket } from '../../../../shared/tickets/ticket'
import type { TimelineEntry } from '../../../data/protocol'
import { tellRefusal } from '../../../state/act'
import { useCommands } from '../../../state/commands'
import { useMe } from '../../../state/session'
import { ComposerForm } from './ComposerForm'
import { takeWantedComposer } from '../../../state/wanted-composer'
import { useDrafts } from './use-draft'
import type { DraftKind } from './draft-keeper'
import classes from './Composer.module.css'

/** Where replies and notes are written. Closed it is one line; what was being written opens it by itself. */
export function Composer({
  ticket,
  events,
}: {
  readonly ticket: Ticket
  readonly events: readonly TimelineEntry[]
}) {
  const { t } = useTranslation()
  const me = useMe()
  const [open, setOpen] = useState<DraftKind | null>(null)
  const drafts = useDrafts(ticket.id)
  const text = useRef<HTMLTextAreaElement>(null)
  const refusal = me && refusalOf('reply.send', ticket, me.role)
  const mayReply = me !== null && refusal === null

  /** Once it is drawn. */
  const focusText = (): void => void setTimeout(() => text.current?.focus())
  const openAtFirst = useEffectEvent((begun: DraftKind | 'none') => {
    const wanted = takeWantedComposer(ticket.id)
    // What is there can be read and reopened from, also where no reply may be sent now.
    if (wanted && wanted === begun) show(wanted)
    else if (wanted) write(wanted)
    else if (begun !== 'none') setOpen(begun)
  })
  useEffect(() => {
    if (drafts.loaded !== null) openAtFirst(drafts.loaded)
  }, [drafts.loaded])

  function write(kind: DraftKind): boolean {
    if (kind === 'reply' && !mayReply) {
      if (refusal) tellRefusal(refusal, t)
      return true
    }
    show(kind)
    return true
  }

  function show(kind: DraftKind): void {
    setOpen(kind)
    focusText()
  }

  useCommands({ 'ticket.reply': () => write('reply'), 'ticket.note': () => write('note') })

  if (open === null)
    return (
      <div className={classes.closed}>
        {mayReply ? (
          <button type="button" className={classes.start} onClick={() => write('reply')}>
            {t('composer.replyPlaceholder', { name: ticket.reporter.name })}
            <kbd aria-hidden="true">R</kbd>
          </button>
        ) : null}
        <button type="button" className={classes.start} data-note="" onClick={() => write('note')}>
          {t('composer.note')}
          <kbd aria-hidden="true">N</kbd>
        </button>
      </div>
    )
  return (
    <ComposerForm
      key={open}
      kind={open}
      ticket={ticket}
      events={events}
      drafts={drafts}
      textRef={text}
      mayReply={mayReply}
      onKind={write}
      onClose={() => setOpen(null)}
    />
  )
}
