import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiError } from '../../../shared/sync/wire'
import { decideHere } from '../../../shared/tickets/decide'
import { parseMutation } from '../../../shared/tickets/mutations'
import type { MutationEnvelope } from '../../../shared/tickets/mutations'
import { writtenIn } from '../../data/written-again'
import { moment } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import type { OutboxItem } from '../../data/protocol'
import { refusalText } from '../../texts/refusal-text'
import { report } from '../../state/act'
import { useLiveData } from '../../state/live-data'
import { openTicket } from '../../state/navigation'
import { discard as discardForGood, takeBack } from '../../state/take-back'
import { useLanguage, useMe } from '../../state/session'
import { useTicket } from '../../state/use-ticket'
import { sendAgain, sendAnyway } from './decide'
import classes from './Outbox.module.css'
import { SinceList } from './SinceList'
import { WhenAgain } from './WhenAgain'
import { workName, workText } from '../../acts/work-text'

/** Refusals that may be over once somebody has done something to the server. */
const mayWorkLater: ReadonlySet<string> = new Set(['unknown-mutation', 'change-failed'])

/** When it says that it happened, UTC ms; null where it says no time. */
const statedTime = (args: unknown): number | null => {
  const { occurredAt } = (args ?? {}) as { readonly occurredAt?: unknown }
  return typeof occurredAt === 'number' ? occurredAt : null
}

/** Why this could not be done on the ticket as it is now; null where it could, or where that is not known. */
function useRefusal(mutation: MutationEnvelope): ApiError | null {
  const me = useMe()
  const loaded = useTicket(mutation.ticketId)
  const parsed = parseMutation(mutation)
  if (!parsed.ok || me === null || loaded.state !== 'loaded') return null
  const { ticket, events } = loaded.view
  const decision = decideHere(ticket, parsed.mutation, {
    actor: { kind: 'agent', id: me.id, name: me.name },
    role: me.role,
    now: serverNow(),
    unsentReply: events.some(({ event, pending }) => pending && event.type === 'reply.sent'),
  })
  return decision.result === 'rejected' ? decision.reason : null
}

/** One piece of held or refused work: what was written, what happened since, and the decision. */
export function HeldWork({
  item,
  isBehindReply,
}: {
  readonly item: OutboxItem
  /** A reply on its ticket did not arrive, or that is in doubt: that one is decided on first. */
  readonly isBehindReply: boolean
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const [sure, setSure] = useState(false)
  const deciding = useRef(false)
  const { mutation } = item
  const reference = useLiveData((live) => live.reference)
  const text = workText(mutation, reference, t)
  const written = writtenIn(mutation)
  const editable = written !== null

  /** Sent as it is, the server would refuse it. */
  const refusal = useRefusal(mutation)
  const isShut = (item.isClosed && mutation.type !== 'ticket.reopen') || refusal !== null

  /** Where the walk by keyboard stops: at the first button there is. */
  const statedAt = item.reason?.code === 'clock-uncertain' ? statedTime(mutation.args) : null
  const mustWait = item.reason?.code === 'reply-undelivered' && isBehindReply
  const canDoAnyway = item.state === 'held' && !isShut && !mustWait && statedAt === null
  const canTryAgain = item.state === 'rejected' && item.reason !== null && mayWorkLater.has(item.reason.code)
  const walkStop = canDoAnyway || canTryAgain || statedAt !== null ? {} : { 'data-walk': '' }

  /** One decision at a time: a second click is none. */
  const decide = async (decision: () => Promise<void>): Promise<void> => {
    if (deciding.current) return
    deciding.current = true
    try {
      await decision()
    } finally {
      deciding.current = false
    }
  }
  const anyway = async (): Promise<void> => {
    report(await sendAnyway(item), t)
  }
  const again = async (): Promise<void> => {
    report(await sendAgain(item), t)
  }
  const edit = async (): Promise<void> => {
    await takeBack(
      { mutationId: mutation.id, isNewTicket: mutation.type === 'ticket.create', wish: 'edit' },
      t,
    )
  }
  const discard = async (): Promise<void> => {
    if (!sure) {
      setSure(true)
      return
    }
    await discardForGood(mutation.id, mutation.type === 'ticket.create', t)
  }

  return (
    <article className={classes.held}>
      <header className={classes.heldHead}>
        <span className={classes.badge} data-state={item.state}>
          {t(item.state === 'held' ? 'needsYou.held' : 'needsYou.rejected')}
        </span>
        <span className={classes.strong}>{workName(mutation, t)}</span>
        <button type="button" className={classes.ticket} onClick={() => openTicket(mutation.ticketId)}>
          {item.ticketNumber === null ? '' : `#${item.ticketNumber} `}
          <bdi>{item.ticketSubject}</bdi>
        </button>
        <span className={classes.number}>
          {t('needsYou.written', { moment: moment({ zone, language }, mutation.writtenAt, serverNow()) })}
        </span>
      </header>
      {item.reason ? <p className={classes.reason}>{refusalText(item.reason, t)}</p> : null}
      {item.state === 'held' && isShut ? (
        <p className={classes.reason}>
          {item.isClosed || refusal === null
            ? t(editable ? 'needsYou.closedEdit' : 'needsYou.closedOpen')
            : refusalText(refusal, t)}
        </p>
      ) : null}
      <div className={classes.sides}>
        <section className={classes.side}>
          <h3 className={classes.sideTitle}>{t('needsYou.yours')}</h3>
          <div className={`${classes.written} selectable`}>{text || workName(mutation, t)}</div>
          {item.attachments.length > 0 ? (
            <p className={classes.number}>
              {t('needsYou.with', { names: item.attachments.map(({ name }) => name).join(', ') })}
            </p>
          ) : null}
        </section>
        <section className={classes.side}>
          <h3 className={classes.sideTitle}>{t('needsYou.since')}</h3>
          <SinceList events={item.since} />
        </section>
      </div>
      {statedAt === null ? null : <WhenAgain item={item} statedAt={statedAt} />}
      <footer className={classes.decide}>
        {canDoAnyway ? (
          <Button data-walk="" onClick={() => void decide(anyway)}>
            {t(mutation.type === 'reply.send' ? 'needsYou.sendAnyway' : 'needsYou.doAnyway')}
          </Button>
        ) : null}
        {canTryAgain ? (
          <Button data-walk="" onClick={() => void decide(again)}>
            {t('needsYou.tryAgain')}
          </Button>
        ) : null}
        {editable ? (
          <Button variant="default" {...walkStop} onClick={() => void decide(edit)}>
            {t(written && 'dialog' in written ? 'takeBack.edit' : 'needsYou.edit')}
          </Button>
        ) : (
          <Button variant="default" {...walkStop} onClick={() => openTicket(mutation.ticketId)}>
            {t('needsYou.openTicket')}
          </Button>
        )}
        <Button
          variant={sure ? 'filled' : 'subtle'}
          color={sure ? 'missed' : 'accent'}
          onClick={() => void decide(discard)}
          onBlur={() => setSure(false)}
        >
          {t(sure ? 'needsYou.discardSure' : 'needsYou.discard')}
        </Button>
      </footer>
    </article>
  )
}
