import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useIsExpired, useLiveData } from '../../../state/live-data'
import { signOutOrSay } from '../../../state/choices'
import { useSession } from '../../../state/session'
import { openSignInAgain } from '../../../state/sign-in-again'
import { SettingsGroup } from '../Rows'
import classes from '../Settings.module.css'
import { Devices } from './Devices'
import { OwnPassword } from './OwnPassword'

/** Who is signed in here, their password, their other sign-ins, and the way out. */
export function AccountSettings() {
  const { t } = useTranslation()
  const signedIn = useSession((session) => session.signedIn)
  const version = useSession((session) => session.version)
  const isRemote = signedIn?.server.kind === 'remote'
  return (
    <SettingsGroup title={t('settings.account')}>
      <div>
        <p>{t('settings.signedInAs', { name: signedIn?.agent.name ?? '' })}</p>
        <p className={classes.hint}>
          {signedIn?.workspaceName} ·{' '}
          {signedIn?.server.kind === 'remote' ? signedIn.server.url : t('settings.serverEmbedded')}
        </p>
        {signedIn?.remembered === false ? (
          <p className={classes.hint}>{t('settings.notRemembered')}</p>
        ) : null}
      </div>
      {isRemote ? <OnServer /> : <p className={classes.hint}>{t('account.demo')}</p>}
      <div>
        <Button variant="default" onClick={() => void signOutOrSay()}>
          {t('settings.signOut')}
        </Button>
        <p className={classes.hint}>{t('settings.signOutHint')}</p>
      </div>
      <p className={classes.hint}>{t('settings.version', { version })}</p>
    </SettingsGroup>
  )
}

/** What the server alone keeps: without it nothing can be shown or changed. */
function OnServer() {
  const { t } = useTranslation()
  const online = useLiveData((live) => live.sync.phase === 'online' || live.sync.phase === 'first-sync')
  if (useIsExpired())
    return (
      <div>
        <p className={classes.hint} role="status">
          {t('account.expired')}
        </p>
        <Button variant="default" className={classes.under ?? ''} onClick={openSignInAgain}>
          {t('expired.action')}
        </Button>
      </div>
    )
  return (
    <>
      {online ? null : (
        <p className={classes.hint} role="status">
          {t('account.offline')}
        </p>
      )}
      <OwnPassword online={online} />
      <Devices online={online} />
    </>
  )
}
