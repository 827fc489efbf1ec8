import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/EmptyState'

/** Stands in for a part of the screen that failed. */
export function Crashed() {
  const { t } = useTranslation()
  return (
    <EmptyState title={t('app.crashed')} hint={t('app.crashedHint')}>
      <Button onClick={() => location.reload()}>{t('app.reload')}</Button>
    </EmptyState>
  )
}
