import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { alertKey } from '../../../shared/alerts/alert'
import type { ShownAlert } from '../../../shared/ipc/channels'
import { fullMoment, moment } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import { reportFault } from '../../state/faults'
import { openTicket } from '../../state/navigation'
import { readerOf } from '../../state/reader'
import { useLanguage } from '../../state/session'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { ToneGlyph } from '../../ui/ToneGlyph'
import classes from './Alerts.module.css'

/** What rang on this device, newest first. Looking at it marks it seen. */
export function AlertsPage() {
  const { t } = useTranslation()
  const { alerts, isFailed, again } = useAlertHistory()
  return (
    <Page title={t('alerts.title')} intro={t('alerts.intro')}>
      {isFailed ? (
        <p role="alert" className={classes.failed}>
          {t('alerts.failed')}{' '}
          <Button variant="default" size="compact-xs" onClick={again}>
            {t('app.again')}
          </Button>
        </p>
      ) : null}
      {alerts?.length === 0 ? (
        <EmptyState title={t('alerts.nothing')} hint={t('alerts.nothingHint')} />
      ) : null}
      <ul>
        {(alerts ?? []).map((alert) => (
          <li key={`${alertKey(alert)} ${alert.shownAt}`}>
            <AlertLine alert={alert} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

function AlertLine({ alert }: { readonly alert: ShownAlert }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const wall = { zone, language }
  const now = serverNow()
  const { ticketId } = alert
  return (
    <button
      type="button"
      className={classes.alert}
      onClick={() => (ticketId === null ? undefined : openTicket(ticketId))}
    >
      <ToneGlyph tone={alert.due < now ? 'missed' : alert.leadMinutes <= 15 ? 'due' : 'soon'} />
      <time className={classes.time} title={fullMoment(wall, alert.shownAt)}>
        {moment(wall, alert.shownAt, now)}
      </time>
      <span className={classes.clock}>{whatRang(alert, t)}</span>
      <span className={classes.number}>{alert.ticketNumber === null ? '' : `#${alert.ticketNumber}`}</span>
      <span className={classes.subject}>
        <bdi>{alert.subject}</bdi>
      </span>
      <span className={classes.customer}>{alert.customer}</span>
      <span className={classes.due}>{t('alerts.due', { moment: moment(wall, alert.due, now) })}</span>
      {alert.seen ? null : <span className={classes.new}>{t('alerts.new')}</span>}
    </button>
  )
}

/** Which clock, and how long before; or what else it was. */
function whatRang({ rule, clock, leadMinutes }: ShownAlert, t: TFunction): string {
  if (rule === 'auto-close') return t('alerts.closes')
  const lead =
    rule === 'urgent'
      ? t('alerts.high')
      : leadMinutes === 0
        ? t('alerts.atDue')
        : t('alerts.before', { minutes: Math.round(leadMinutes) })
  return isClockName(clock) ? `${t(`clocks.${clock}`)} · ${lead}` : lead
}

const clockNames = ['response', 'action', 'resolution', 'aim'] as const
const isClockName = (name: string): name is (typeof clockNames)[number] =>
  (clockNames as readonly string[]).includes(name)

/** What rang, as far as it is read; `isFailed` when main did not answer the last time. */
function useAlertHistory(): {
  readonly alerts: readonly ShownAlert[] | null
  readonly isFailed: boolean
  readonly again: () => void
} {
  const [alerts, setAlerts] = useState<readonly ShownAlert[] | null>(null)
  const [isFailed, setIsFailed] = useState(false)
  const [reader] = useState(() =>
    readerOf({
      read: readHistory,
      show: (history) => {
        setAlerts(history)
        setIsFailed(false)
        void markSeen()
      },
      failed: () => setIsFailed(true),
      part: 'alerts',
    }),
  )
  useEffect(() => {
    reader.read()
    const stop = window.tijdig.listen('alertShown', reader.read)
    document.addEventListener('visibilitychange', reader.read)
    return () => {
      reader.stop()
      stop()
      document.removeEventListener('visibilitychange', reader.read)
    }
  }, [reader])
  return { alerts, isFailed, again: reader.read }
}

/** Newest first. */
async function readHistory(): Promise<readonly ShownAlert[]> {
  const { alerts } = await window.tijdig.request('alerts.history', {})
  return alerts.toSorted((a, b) => b.shownAt - a.shownAt)
}

async function markSeen(): Promise<void> {
  // In the tray, minimised or behind a lock screen nobody has seen it.
  if (document.visibilityState !== 'visible') return
  try {
    await window.tijdig.request('alerts.markSeen', {})
  } catch (error) {
    // They stay marked as new, and are marked as seen the next time.
    reportFault(error, 'alerts')
  }
}
