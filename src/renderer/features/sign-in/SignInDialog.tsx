import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../state/session'
import { openDemoWorkspace } from './ask-session'
import { SignInForm } from './SignInForm'
import classes from './SignIn.module.css'

/** Signing in again, over the work that goes on. */
export function SignInDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const embedded = useSession((session) => session.signedIn?.server.kind === 'embedded')
  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('app.close') }}
      opened
      onClose={onClose}
      title={t('signIn.expiredTitle')}
      size={400}
    >
      <p className={classes.again}>{t('signIn.again')}</p>
      {embedded ? <DemoAgain onDone={onClose} /> : <SignInForm onDone={onClose} />}
    </Modal>
  )
}

/** The demo workspace asks no password. */
function DemoAgain({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation()
  const [error, setError] = useState<string | null>(null)
  const open = async (): Promise<void> => {
    const problem = await openDemoWorkspace(t)
    setError(problem)
    if (problem === null) onDone()
  }
  return (
    <>
      <Button fullWidth onClick={() => void open()}>
        {t('signIn.demo')}
      </Button>
      {error ? (
        <p className={classes.error} role="alert">
          {error}
        </p>
      ) : null}
    </>
  )
}
