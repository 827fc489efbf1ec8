import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from '../../../state/act'
import { useSession } from '../../../state/session'
import settings from '../Settings.module.css'
import classes from './Account.module.css'
import { changePassword, devicesKey, problemText } from './account-calls'

/** One's own password: a button, and behind it the form. */
export function OwnPassword({ online }: { readonly online: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setOpen(false)
    setTimeout(() => opener.current?.focus())
  }
  return (
    <div>
      <p className={settings.label}>{t('account.password')}</p>
      <p className={settings.hint}>{t('account.passwordHint')}</p>
      {open ? (
        <PasswordForm online={online} onClose={close} />
      ) : (
        <Button
          ref={opener}
          variant="default"
          className={settings.under ?? ''}
          disabled={!online}
          onClick={() => setOpen(true)}
        >
          {t('account.change')}
        </Button>
      )}
    </div>
  )
}

function PasswordForm({ online, onClose }: { readonly online: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const email = useSession((session) => session.signedIn?.agent.email ?? '')
  const [present, setPresent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [missing, setMissing] = useState<string | null>(null)
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: async (count) => {
      tell(t('account.changed', { count }))
      onClose()
      await queries.invalidateQueries({ queryKey: [devicesKey] })
    },
  })
  const submit = (event: React.FormEvent): void => {
    event.preventDefault()
    if (change.isPending) return
    const problem =
      present === '' || next === ''
        ? t('account.fillBoth')
        : next !== again
          ? t('account.notTheSame')
          : next.length > longest
            ? t('account.tooLong')
            : null
    setMissing(problem)
    change.reset()
    if (problem === null) change.mutate({ present, next })
  }
  const problem = missing ?? (change.isError ? problemText(change.error, t) : null)
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      {/* Keepers of passwords look for the name that it belongs to. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        label={t('account.present')}
        autoComplete="current-password"
        autoFocus
        value={present}
        onChange={(event) => setPresent(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('account.next')}
        description={t('account.nextHint')}
        autoComplete="new-password"
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('account.again')}
        autoComplete="new-password"
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
      />
      {problem ? (
        <p className={classes.error} role="alert">
          {problem}
        </p>
      ) : null}
      <div className={classes.ways}>
        <Button type="submit" disabled={change.isPending || !online}>
          {t(change.isPending ? 'account.changing' : 'account.set')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** What the server takes. */
const longest = 1000
