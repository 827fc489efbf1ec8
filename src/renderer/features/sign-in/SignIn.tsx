import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackendState } from '../../../shared/ipc/channels'
import { useSession } from '../../state/session'
import { openDemoWorkspace } from './ask-session'
import { SignInForm } from './SignInForm'
import classes from './SignIn.module.css'

/** The first screen: sign in to a server, or open the demo workspace, which needs none. */
export function SignIn() {
  const { t } = useTranslation()
  const backend = useSession((session) => session.backend)
  const [opening, setOpening] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const openDemo = async (): Promise<void> => {
    setOpening(true)
    setError(null)
    setError(await openDemoWorkspace(t))
    setOpening(false)
  }
  return (
    <main className={classes.screen}>
      <div className={classes.card}>
        <h1 className={classes.name}>{t('app.name')}</h1>
        <p className={classes.intro}>{t('signIn.intro')}</p>
        {navigator.onLine ? null : (
          <p className={classes.offline} role="status">
            {t('signIn.offline')}
          </p>
        )}
        <Button
          fullWidth
          size="sm"
          disabled={opening}
          onClick={() => void openDemo()}
          className={classes.demo ?? ''}
        >
          {opening ? busyText(backend, t) : t('signIn.demo')}
        </Button>
        <p className={classes.hint}>{t('signIn.demoHint')}</p>
        {error ? (
          <p className={classes.error} role="alert">
            {error}
          </p>
        ) : null}
        <div className={classes.or}>
          <span>{t('signIn.or')}</span>
        </div>
        <SignInForm />
      </div>
    </main>
  )
}

function busyText(backend: BackendState, t: TFunction): string {
  return backend.state === 'starting' ? t(`signIn.demoBusy.${backend.step}`) : t('app.loading')
}
