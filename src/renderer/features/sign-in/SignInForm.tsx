import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ServerChoice } from '../../../shared/ipc/channels'
import { useSession } from '../../state/session'
import { askSignIn } from './ask-session'
import { ForgottenPassword } from './ForgottenPassword'
import classes from './SignIn.module.css'

/** Server, e-mail and password. Main signs in and keeps the token; the page never sees it. */
export function SignInForm({ onDone }: { readonly onDone?: () => void }) {
  const { t } = useTranslation()
  const known = useSession((session) => session.signedIn)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [server, setServer] = useState(known?.server.kind === 'remote' ? known.server.url : '')
  const [email, setEmail] = useState(known?.agent.email ?? '')
  /** What main says of the address. */
  const [serverError, setServerError] = useState<string | null>(null)
  const [workspaces, setWorkspaces] = useState<readonly { readonly id: string; readonly name: string }[]>([])
  const embedded = known?.server.kind === 'embedded'

  const submit = async (event: React.FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const choice: ServerChoice = embedded ? { kind: 'embedded' } : { kind: 'remote', url: server.trim() }
    setBusy(true)
    setError(null)
    setServerError(null)
    const answer = await askSignIn(
      {
        server: choice,
        email: String(form.get('email') ?? '').trim(),
        password: String(form.get('password') ?? ''),
        ...(workspaces.length > 0 ? { workspaceId: String(form.get('workspace')) } : {}),
      },
      t,
    )
    setBusy(false)
    if (!answer.ok) {
      setWorkspaces(answer.workspaces ?? workspaces)
      if (answer.code.startsWith('server-address-')) setServerError(answer.message)
      else setError(answer.message)
      return
    }
    onDone?.()
  }

  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      {embedded ? null : (
        <TextInput
          label={t('signIn.server')}
          description={t('signIn.serverHint')}
          placeholder="https://"
          type="url"
          value={server}
          error={serverError}
          onChange={(event) => {
            setServer(event.currentTarget.value)
            setServerError(null)
          }}
        />
      )}
      <TextInput
        name="email"
        type="email"
        label={t('signIn.email')}
        value={email}
        autoComplete="username"
        onChange={(event) => {
          setEmail(event.currentTarget.value)
          // Of another address they are other ones.
          setWorkspaces([])
        }}
      />
      <PasswordInput
        name="password"
        label={t('signIn.password')}
        autoComplete="current-password"
        // Of somebody who signs in again, all the rest is known.
        data-autofocus={known ? '' : undefined}
      />
      {workspaces.length > 0 ? (
        <NativeSelect
          name="workspace"
          label={t('signIn.workspace')}
          data={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {error ? (
        <p className={classes.error} role="alert">
          {error}
        </p>
      ) : null}
      <Button type="submit" variant={known ? 'filled' : 'default'} disabled={busy} fullWidth>
        {busy ? t('signIn.busy') : t('signIn.submit')}
      </Button>
      {embedded ? null : <ForgottenPassword server={server} email={email} />}
    </form>
  )
}
