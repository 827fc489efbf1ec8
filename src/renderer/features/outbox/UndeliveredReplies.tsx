import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { moment } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import type { UndeliveredReply } from '../../data/protocol'
import { tell } from '../../state/act'
import { useLiveData } from '../../state/live-data'
import { openTicket } from '../../state/navigation'
import { decideOnMail, mailKey, sendAgain } from '../../state/sent-mail'
import { useLanguage } from '../../state/session'
import { workName } from '../../acts/work-text'
import classes from './Outbox.module.css'

/** Replies of this person that did not arrive, or of which that is in doubt: each with its words, what is known, and the decision. */
export function UndeliveredReplies({ replies }: { readonly replies: readonly UndeliveredReply[] }) {
  const { t } = useTranslation()
  if (replies.length === 0) return null
  return (
    <section className={classes.undelivered}>
      <h2 className={classes.heading}>{t('needsYou.undeliveredTitle')}</h2>
      <p className={classes.intro}>{t('needsYou.undeliveredIntro')}</p>
      {replies.map((reply) => (
        <Reply key={reply.replyId} reply={reply} />
      ))}
    </section>
  )
}

function Reply({ reply }: { readonly reply: UndeliveredReply }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const zone = useOffice((office) => office.calendar.zone)
  const isOnline = useLiveData((live) => live.sync.phase === 'online')
  const deciding = useRef(false)
  const { replyId, state, reachesCustomer, ticketId } = reply
  const inDoubt = state === 'in-doubt'

  /** One decision at a time. What became of it shows once the ticket says so. */
  const decide = (done: 'again' | 'arrived' | 'given-up') => async (): Promise<void> => {
    if (deciding.current) return
    deciding.current = true
    const problem = done === 'again' ? await sendAgain(replyId) : await decideOnMail(replyId, done)
    deciding.current = false
    await queries.invalidateQueries({ queryKey: [mailKey] })
    const why = problem === 'no-failed-mail' ? 'needsYou.undeliveredSettled' : 'needsYou.undeliveredFailed'
    tell(problem === null ? t(`needsYou.undeliveredDone.${done}`) : t(why))
  }

  return (
    <article className={classes.held}>
      <header className={classes.heldHead}>
        <span className={classes.badge} data-state={inDoubt ? 'held' : 'rejected'}>
          {t(`needsYou.undelivered.${inDoubt ? 'in-doubt' : 'failed'}`)}
        </span>
        <span className={classes.strong}>{workName({ type: 'reply.send' }, t)}</span>
        <button type="button" className={classes.ticket} onClick={() => openTicket(ticketId)}>
          {reply.ticketNumber === null ? '' : `#${reply.ticketNumber} `}
          <bdi>{reply.ticketSubject}</bdi>
        </button>
        <span className={classes.number}>
          {t('needsYou.written', { moment: moment({ zone, language }, reply.writtenAt, serverNow()) })}
        </span>
      </header>
      <p className={classes.reason}>
        {t(`needsYou.undeliveredKnown.${inDoubt ? 'in-doubt' : 'failed'}`, { names: reply.to.join(', ') })}
        {reachesCustomer ? ` ${t('needsYou.undeliveredKnown.reached')}` : ''}
      </p>
      <div className={`${classes.words} selectable`}>{reply.text}</div>
      <footer className={classes.decide}>
        <Button data-walk="" disabled={!isOnline} onClick={() => void decide('again')()}>
          {t('needsYou.undeliveredAgain')}
        </Button>
        {inDoubt ? (
          <Button variant="default" disabled={!isOnline} onClick={() => void decide('arrived')()}>
            {t('needsYou.undeliveredArrived')}
          </Button>
        ) : null}
        <Button variant="default" disabled={!isOnline} onClick={() => void decide('given-up')()}>
          {t('needsYou.undeliveredLeave')}
        </Button>
        {isOnline ? null : <span className={classes.number}>{t('needsYou.undeliveredOffline')}</span>}
      </footer>
    </article>
  )
}
