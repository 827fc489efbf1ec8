import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { reportFault } from '../state/faults'
import type { english } from '../i18n/english'
import { EmptyState } from '../ui/EmptyState'
import { ErrorBoundary } from '../ui/ErrorBoundary'
import classes from './Part.module.css'

type PartName = keyof (typeof english)['parts']['names']

interface Props {
  readonly name: PartName
  /** For what floats above the rest: closes it. */
  readonly onClose?: () => void
  readonly children: React.ReactNode
}

/** One part of the screen. When it fails, it says so in its own place, and the rest of the app goes on. */
export function Part({ name, onClose, children }: Props) {
  return (
    <ErrorBoundary
      onFailed={(error) => reportFault(error, name)}
      fallback={(again) => <Failed name={name} again={again} {...(onClose ? { onClose } : {})} />}
    >
      {children}
    </ErrorBoundary>
  )
}

function Failed({
  name,
  again,
  onClose,
}: {
  readonly name: PartName
  readonly again: () => void
  readonly onClose?: () => void
}) {
  const { t } = useTranslation()
  return (
    <div role="alert" className={onClose ? classes.above : undefined}>
      <EmptyState title={t('parts.failed', { part: t(`parts.names.${name}`) })} hint={t('parts.failedHint')}>
        <Button size="compact-sm" onClick={again}>
          {t('parts.again')}
        </Button>
        {onClose ? (
          <Button size="compact-sm" variant="default" onClick={onClose}>
            {t('app.close')}
          </Button>
        ) : null}
      </EmptyState>
    </div>
  )
}
