import { Anchor } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askPasswordLink } from './ask-session'
import classes from './SignIn.module.css'

/** Has the server mail a link to a new password to the address that stands in the form. */
export function ForgottenPassword({ server, email }: { readonly server: string; readonly email: string }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ readonly text: string; readonly isProblem: boolean } | null>(null)
  const ask = async (): Promise<void> => {
    if (busy) return
    if (server.trim() === '' || email.trim() === '') {
      setSaid({ text: t('signIn.linkNeeds'), isProblem: true })
      return
    }
    setBusy(true)
    setSaid(null)
    setSaid(await askPasswordLink({ server: server.trim(), email: email.trim() }, t))
    setBusy(false)
  }
  return (
    <>
      <Anchor
        component="button"
        type="button"
        c="var(--accent)"
        disabled={busy}
        onClick={() => void ask()}
        size="sm"
      >
        {t(busy ? 'signIn.linkBusy' : 'signIn.forgotten')}
      </Anchor>
      {said ? (
        <p
          className={said.isProblem ? classes.error : classes.hint}
          role={said.isProblem ? 'alert' : 'status'}
        >
          {said.text}
        </p>
      ) : null}
    </>
  )
}
