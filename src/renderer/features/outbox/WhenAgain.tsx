import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { uncertainClock } from '../../../shared/sync/engine/uncertain-times'
import { lengthOf } from '../../clock/figures'
import { useOffice } from '../../clock/office'
import { serverNow } from '../../clock/now'
import { readWhen } from '../../clock/when'
import type { OutboxItem } from '../../data/protocol'
import { report } from '../../state/act'
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
  const [text, setText] = useState(() => asWritten(zone.toLocal(statedAt + (error ?? 0))))
  const [isSending, setSending] = useState(false)
  const when = readWhen(text, { now: serverNow(), zone })
  const enter = async (): Promise<void> => {
    if (when.kind === 'future' || when.kind === 'unreadable') return
    setSending(true)
    report(await sendWithTime(item, when.kind === 'at' ? when.at : serverNow()), t)
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
      <WhenField value={text} problem={() => null} onChange={setText} />
      <Button type="submit" data-walk="" disabled={isSending}>
        {t('needsYou.itHappened')}
      </Button>
    </form>
  )
}

/** `2026-11-28 14:05`, which the field reads back. */
const asWritten = (local: number): string => new Date(local).toISOString().slice(0, 16).replace('T', ' ')
