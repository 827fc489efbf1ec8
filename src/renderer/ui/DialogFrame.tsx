import { Button, Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attempt } from './attempt'
import { isComposing } from './composing'
import { Keys } from './Keys'
import classes from './DialogFrame.module.css'

/** What a dialog does with what stands in its fields. */
export interface DialogDraft {
  readonly isChanged: boolean
  readonly isRestored: boolean
  readonly isKept: boolean
  readonly discard: () => void
  readonly sent: () => void
}

/**
 * A dialog with a form. Enter in a line or Ctrl+Enter anywhere submits, Esc closes. `onSubmit` answers null when it is done, else
 * what is wrong; the dialog then stays with all that was filled in, and so it does when `onSubmit` fails. With a `draft`, what
 * was filled in is kept when the dialog is left without sending.
 */
export function DialogFrame({
  title,
  submit,
  danger = false,
  size = 460,
  draft,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string
  readonly submit: string
  readonly danger?: boolean
  readonly size?: number
  readonly draft?: DialogDraft
  readonly onSubmit: () => Promise<string | null>
  readonly onClose: () => void
  readonly children: React.ReactNode
}) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const send = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    setError(null)
    const problem = await attempt(onSubmit, t('dialog.failed'))
    setBusy(false)
    setError(problem)
    if (problem !== null) return
    draft?.sent()
    onClose()
  }
  const latestSend = useRef(send)
  useEffect(() => {
    latestSend.current = send
  })
  // At the window: a quick hand presses it before the focus is in the dialog.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposing(event)) return
      event.preventDefault()
      void latestSend.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {children}
        {draft?.isChanged ? (
          <p className={classes.draft} role="status">
            <span>{t(`dialog.${draftSays(draft)}`)}</span>{' '}
            <button type="button" className={classes.discard} onClick={draft.discard}>
              {t('dialog.discard')}
            </button>
          </p>
        ) : null}
        <div className={classes.foot}>
          <p className={classes.error} role="alert">
            {error}
          </p>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            type="submit"
            disabled={busy}
            {...(danger ? { color: 'missed' } : {})}
            rightSection={
              <span className={classes.keys}>
                <Keys keys="Mod+Enter" />
              </span>
            }
          >
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

function draftSays({ isKept, isRestored }: DialogDraft): 'notKept' | 'restored' | 'kept' {
  if (!isKept) return 'notKept'
  return isRestored ? 'restored' : 'kept'
}
