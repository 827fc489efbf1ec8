import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { uncertainClock } from '../../../shared/sync/engine/uncertain-times'
import { writtenMoment } from '../../../shared/sla/zone-time'
import type { Fact } from '../../../shared/tickets/fact-times'
import { lengthOf } from '../../clock/figures'
import { useOffice } from '../../clock/office'
import type { OutboxItem } from '../../data/protocol'
import { report } from '../../state/act'
import { useTicket } from '../../state/use-ticket'
import { useWhen } from '../../state/use-when'
import { useLanguage } from '../../state/session'
import { WhenField } from '../../ui/WhenField'
import { sendWithTime } from './decide'
import classes from './Outbox.module.css'

/** Asks when something happened that was written by a clock that could not be trusted; as far as is known, the right time stands there. */
export function WhenAgain({ item, statedAt }: { readonly item: OutboxItem; readonly statedAt: number }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const found = uncertainClock.safeParse(item.reason?.details)
  const error = found.success ? found.data.errorMs : null
  const { mutation } = item
  const loaded = useTicket(mutation.ticketId)
  const ticket = loaded.state === 'loaded' ? loaded.view.ticket : null
  const { problem, read } = useWhen(facts[mutation.type] ?? 'contact-attempt', ticket)
  const [text, setText] = useState(
    () => typed.get(mutation.id) ?? writtenMoment(zone, statedAt + (error ?? 0)),
  )
  const [refused, setRefused] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const enter = async (): Promise<void> => {
    const time = read(text)
    setRefused(time.ok ? null : time.problem)
    if (!time.ok) return
    setSending(true)
    if (report(await sendWithTime(item, time.occurredAt), t)) typed.delete(mutation.id)
    setSending(false)
  }
  return (
    <form
      className={classes.when}
      onSubmit={(event) => {
        event.preventDefault()
        void enter()
      }}
    >
      <p className={classes.number}>
        {error === null
          ? t('needsYou.clockUnknown')
          : t('needsYou.clockWrong', {
              span: lengthOf(Math.abs(error), language),
              way: t(error > 0 ? 'needsYou.behindTime' : 'needsYou.aheadOfTime'),
            })}
      </p>
      <WhenField
        value={text}
        problem={problem}
        onChange={(next) => {
          typed.set(mutation.id, next)
          setText(next)
        }}
      />
      {refused ? <p role="alert">{refused}</p> : null}
      <Button type="submit" data-walk="" disabled={isSending}>
        {t('needsYou.itHappened')}
      </Button>
    </form>
  )
}

/** What was typed of a piece of work, while the page is left for another: its id is nobody else's. */
const typed = new Map<string, string>()

const facts: Readonly<Record<string, Fact>> = {
  'ticket.create': 'receipt',
  'feedback.give': 'feedback',
  'work.start': 'work',
  'wait.start': 'wait-start',
  'contact.log': 'contact-attempt',
  'wait.end': 'wait-end',
  'ticket.solve': 'solution',
}
