import { IconClockUp, IconCloud, IconCloudOff, IconHandStop, IconWorldUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { lengthOf } from '../clock/figures'
import { spokenMoment } from '../clock/moments'
import { serverNow, useTicking } from '../clock/now'
import { useOffice } from '../clock/office'
import { data } from '../state/data-client'
import { useIsAway } from '../state/connection'
import { useLiveData } from '../state/live-data'
import { reportFault } from '../state/faults'
import { goTo } from '../state/navigation'
import { openInBrowser } from '../state/open-in-browser'
import { useLanguage, useSession } from '../state/session'
import { useSyncText } from './sync-text'
import { TakingAlong } from './TakingAlong'
import classes from './StatusBar.module.css'

/** The office clock, what waits, and how old the data is. */
export function StatusBar() {
  const { t } = useTranslation()
  const demo = useLiveData((live) => live.reference?.office.demo ?? false)
  const workspace = useSession((session) => session.signedIn?.workspaceName)
  return (
    <footer className={classes.bar} aria-label={t('status.label')}>
      <OfficeClock />
      <TakingAlong />
      <Waiting />
      <NetworkSignIn />
      <SyncAge />
      <span className={classes.workspace} title={demo ? t('app.demoHint') : undefined}>
        {demo ? <span className={classes.demo}>{t('app.demo')}</span> : workspace}
      </span>
    </footer>
  )
}

function OfficeClock() {
  const { t } = useTranslation()
  const language = useLanguage()
  const calendar = useOffice((office) => office.calendar)
  const figure = useTicking((now) => {
    const change = calendar.nextChange(now)
    if (change === null) return null
    return change.opens
      ? spokenMoment({ zone: calendar.zone, language }, change.at, now)
      : lengthOf(change.at - now, language)
  })
  if (figure === null) return <span className={classes.office}>{t('status.closedLong')}</span>
  const text = calendar.isOpen(serverNow())
    ? t('status.open', { length: figure })
    : t('status.closed', { moment: figure })
  return <span className={classes.office}>{text}</span>
}

function Waiting() {
  const { t } = useTranslation()
  const { waiting: all, behind, needsYou, sending, phase } = useLiveData((live) => live.sync)
  const waiting = all - behind
  // Of an outbox that could not be read nobody knows what waits.
  const isRead = phase !== 'starting' && phase !== 'failed'
  return (
    <>
      {needsYou > 0 ? (
        <button type="button" className={classes.link} data-loud="" onClick={() => goTo('needs-you')}>
          <IconHandStop size={14} aria-hidden="true" />
          {t('status.needsYou', { count: needsYou })}
        </button>
      ) : null}
      <button
        type="button"
        className={classes.link}
        title={waiting > 0 ? t('status.waitingHint') : undefined}
        onClick={() => goTo('needs-you')}
      >
        {waiting > 0 ? <IconClockUp size={14} aria-hidden="true" /> : null}
        {sending
          ? t('status.sending', { ...sending })
          : waiting > 0
            ? t('status.waiting', { count: waiting })
            : behind > 0
              ? t('status.behind', { count: behind })
              : isRead
                ? t('status.nothingWaits')
                : null}
      </button>
    </>
  )
}

/** A hotel's or a train's sign-in page comes up where the browser goes to the server. */
const wantsBrowser: ReadonlySet<string> = new Set(['network-sign-in', 'elsewhere', 'not-a-server'])

function NetworkSignIn() {
  const { t } = useTranslation()
  const problem = useLiveData(({ sync }) => (sync.phase === 'offline' ? sync.message?.code : undefined))
  const server = useSession((session) => session.signedIn?.server)
  if (problem === undefined || !wantsBrowser.has(problem) || server?.kind !== 'remote') return null
  return (
    <button
      type="button"
      className={classes.link}
      data-loud=""
      onClick={() => void openInBrowser(server.url).catch(reportFault)}
    >
      <IconWorldUp size={14} aria-hidden="true" />
      {t('status.openNetwork')}
    </button>
  )
}

function SyncAge() {
  const { t } = useTranslation()
  const isAway = useIsAway()
  const { text, announced } = useSyncText()
  const hint = useSession(({ backend }) => (backend.state === 'failed' ? backend.message : null))
  const Icon = isAway ? IconCloudOff : IconCloud
  return (
    <>
      <button
        type="button"
        className={classes.sync}
        title={hint ?? t('status.syncNow')}
        onClick={() => void data().syncNow({})}
      >
        <Icon size={14} aria-hidden="true" />
        {text}
      </button>
      <span className="visually-hidden" role="status" aria-live="polite">
        {announced}
      </span>
    </>
  )
}
