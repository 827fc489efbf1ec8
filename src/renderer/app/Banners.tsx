import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAway } from '../features/outbox/use-away'
import { SignInDialog } from '../features/sign-in/SignInDialog'
import { useIsExpired, useLiveData } from '../state/live-data'
import { goTo, useNavigation } from '../state/navigation'
import { chooseOrSay } from '../state/choices'
import { useSession } from '../state/session'
import { closeSignInAgain, openSignInAgain, useSignInAgain } from '../state/sign-in-again'
import classes from './Banners.module.css'

/**
 * Strips above everything that say what a person must know: an expired sign-in, a version that is too old, a copied profile,
 * a damaged journal.
 */
export function Banners() {
  const { t } = useTranslation()
  const phase = useLiveData((live) => live.sync.phase)
  const isClockCertain = useLiveData((live) => live.sync.clockIsCertain)
  const isExpired = useIsExpired()
  const ended = useSession((session) => session.signedIn?.ended)
  const copied = useSession((session) => session.profileCopied)
  const journal = useLiveData((live) => live.journal)
  const isSigningIn = useSignInAgain(({ isOpen }) => isOpen)
  const understood = (onClick: () => void): React.ReactNode => (
    <Button {...small} variant="default" onClick={onClick}>
      {t('copied.dismiss')}
    </Button>
  )
  return (
    <>
      {isExpired ? (
        <Banner
          role="alert"
          title={t(ended ? `expired.${ended}` : 'expired.title')}
          body={t(ended === 'account-closed' ? 'expired.closedBody' : 'expired.body')}
          action={
            <>
              {ended === 'account-closed' ? (
                <Button {...small} variant="default" onClick={() => goTo('needs-you')}>
                  {t('expired.unsent')}
                </Button>
              ) : null}
              <Button {...small} onClick={openSignInAgain}>
                {t('expired.action')}
              </Button>
            </>
          }
        />
      ) : null}
      {isClockCertain ? null : (
        <Banner role="status" title={t('clockUncertain.title')} body={t('clockUncertain.body')} />
      )}
      {phase === 'app-too-old' ? (
        <Banner role="alert" title={t('versions.appTooOld')} body={t('versions.appTooOldBody')} />
      ) : null}
      {phase === 'server-too-old' ? (
        <Banner role="alert" title={t('versions.serverTooOld')} body={t('versions.serverTooOldBody')} />
      ) : null}
      {copied ? (
        <Banner
          role="status"
          body={t('copied.body')}
          action={understood(() => useSession.setState({ profileCopied: false }))}
        />
      ) : null}
      {journal === 'unreadable' ? (
        <Banner role="alert" title={t('journal.unreadable')} body={t('journal.unreadableBody')} />
      ) : null}
      {journal === 'damaged' ? (
        <Banner
          role="alert"
          title={t('journal.damaged')}
          body={t('journal.damagedBody')}
          action={understood(() => useLiveData.setState({ journal: 'sound' }))}
        />
      ) : null}
      <BackFromAway />
      <StartAtLoginQuestion />
      {isSigningIn ? <SignInDialog onClose={closeSignInAgain} /> : null}
    </>
  )
}

/** Who comes back is told that things happened meanwhile, until they have seen them. */
function BackFromAway() {
  const { t } = useTranslation()
  const away = useAway()
  const isThere = useNavigation(({ place }) => place === 'needs-you')
  if (away === null || isThere) return null
  const changed = away.count - away.tickets.filter(({ events }) => events.length === 0).length
  const moved = away.tickets.reduce((sum, ticket) => sum + ticket.moved.length, 0)
  const parts = [
    changed > 0 ? t('away.tickets', { count: changed }) : '',
    moved > 0 ? t('away.deadlines', { count: moved }) : '',
  ].filter(Boolean)
  return (
    <Banner
      role="status"
      title={`${t('away.title')}:`}
      body={parts.length > 0 ? parts.join(', ') : t('away.office')}
      action={
        <Button {...small} onClick={() => goTo('needs-you')}>
          {t('away.show')}
        </Button>
      }
    />
  )
}

/** Asked once, after the first sign-in; off until then. */
function StartAtLoginQuestion() {
  const { t } = useTranslation()
  const isOpen = useSession(
    ({ canStartAtLogin, preferences }) => canStartAtLogin && preferences.startAtLogin === 'unasked',
  )
  if (!isOpen) return null
  return (
    <Banner
      role="status"
      body={t('settings.askStartAtLogin')}
      action={
        <>
          <Button {...small} onClick={() => void chooseOrSay({ startAtLogin: 'on' })}>
            {t('settings.startAtLoginYes')}
          </Button>
          <Button {...small} variant="default" onClick={() => void chooseOrSay({ startAtLogin: 'off' })}>
            {t('settings.startAtLoginNo')}
          </Button>
        </>
      }
    />
  )
}

const small = { size: 'compact-xs' } as const

interface BannerProps {
  readonly role: 'alert' | 'status'
  readonly title?: string
  readonly body: string
  readonly action?: React.ReactNode
}

function Banner({ role, title, body, action }: BannerProps) {
  return (
    <div className={classes.banner} role={role}>
      <span>
        {title ? <strong>{title} </strong> : null}
        {body}
      </span>
      {action}
    </div>
  )
}
