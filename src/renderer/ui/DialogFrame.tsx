import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Keys } from './Keys'
import classes from './DialogFrame.module.css'

/**
 * A dialog with a form. Enter in a line or Ctrl+Enter anywhere submits, Esc closes. `onSubmit` answers null when it is done, else
 * what is wrong; the dialog then stays with all that was filled in.
 */
export function DialogFrame({
  title,
  submit,
  danger = false,
  size = 460,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string
  readonly submit: string
  readonly danger?: boolean
  readonly size?: number
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
    const problem = await onSubmit()
    setBusy(false)
    setError(problem)
    if (problem === null) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        void send()
      }}
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
