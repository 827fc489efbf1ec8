import { useEffect, useState } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { alertKey } from '../../../shared/alerts/alert'
import type { ShownAlert } from '../../../shared/ipc/channels'
import { fullMoment, moment } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import { openTicket } from '../../state/navigation'
import { useLanguage } from '../../state/session'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { ToneGlyph } from '../../ui/ToneGlyph'
import classes from './Alerts.module.css'

/** What rang on this device, newest first. Looking at it marks it seen. */
export function AlertsPage() {
  const { t } = useTranslation()
  const alerts = useAlertHistory()
  return (
    <Page title={t('alerts.title')} intro={t('alerts.intro')}>
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

function useAlertHistory(): readonly ShownAlert[] | null {
  const [alerts, setAlerts] = useState<readonly ShownAlert[] | null>(null)
  useEffect(() => {
    let stale = false
    const read = async (): Promise<void> => {
      const history = await window.tijdig.request('alerts.history', {})
      if (stale) return
      setAlerts(history.alerts.toSorted((a, b) => b.shownAt - a.shownAt))
      // In the tray, minimised or behind a lock screen nobody has seen it.
      if (document.visibilityState === 'visible') await window.tijdig.request('alerts.markSeen', {})
    }
    const quietly = (): void => void read().catch(() => undefined)
    quietly()
    const stop = window.tijdig.listen('alertShown', quietly)
    document.addEventListener('visibilitychange', quietly)
    return () => {
      stale = true
      stop()
      document.removeEventListener('visibilitychange', quietly)
    }
  }, [])
  return alerts
}
