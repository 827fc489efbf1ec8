import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SignInDialog } from '../features/sign-in/SignInDialog'
import { useLiveData } from '../state/live-data'
import { useSession } from '../state/session'
import classes from './Banners.module.css'

/** Strips above everything that say what a person must know: an expired sign-in, a copied profile, a damaged journal. */
export function Banners() {
  const { t } = useTranslation()
  const signedOut = useLiveData((live) => live.sync.phase === 'signed-out')
  const expired = useSession((session) => session.signedIn?.expired === true)
  const copied = useSession((session) => session.profileCopied)
  const journal = useLiveData((live) => live.journal)
  const [signingIn, setSigningIn] = useState(false)
  return (
    <>
      {expired || signedOut ? (
        <div className={classes.banner} role="alert">
          <span>
            <strong>{t('expired.title')}</strong> {t('expired.body')}
          </span>
          <Button size="compact-xs" onClick={() => setSigningIn(true)}>
            {t('expired.action')}
          </Button>
        </div>
      ) : null}
      {copied ? (
        <div className={classes.banner} role="status">
          <span>{t('copied.body')}</span>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => useSession.setState({ profileCopied: false })}
          >
            {t('copied.dismiss')}
          </Button>
        </div>
      ) : null}
      {journal === 'unreadable' ? (
        <div className={classes.banner} role="alert">
          <span>
            <strong>{t('journal.unreadable')}</strong> {t('journal.unreadableBody')}
          </span>
        </div>
      ) : null}
      {journal === 'damaged' ? (
        <div className={classes.banner} role="alert">
          <span>
            <strong>{t('journal.damaged')}</strong> {t('journal.damagedBody')}
          </span>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => useLiveData.setState({ journal: 'sound' })}
          >
            {t('copied.dismiss')}
          </Button>
        </div>
      ) : null}
      {signingIn ? <SignInDialog onClose={() => setSigningIn(false)} /> : null}
    </>
  )
}
