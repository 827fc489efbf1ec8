import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '../../data/protocol'
import { data } from '../../state/data-client'
import { EmptyState } from '../../ui/EmptyState'
import classes from './QueueStart.module.css'

/** What stands in the queue's place before there is one: first sync with its progress, no network, a version that is too old, or a fault. */
export function QueueStart({ sync }: { readonly sync: SyncState }) {
  const { t } = useTranslation()
  if (sync.phase === 'failed')
    return (
      <EmptyState title={t('firstSync.failed')} hint={sync.message?.message}>
        <Retry />
      </EmptyState>
    )
  if (sync.phase === 'app-too-old')
    return (
      <EmptyState title={t('versions.appTooOld')} hint={t('versions.appTooOldBody')}>
        <Retry />
      </EmptyState>
    )
  if (sync.phase === 'server-too-old')
    return (
      <EmptyState title={t('versions.serverTooOld')} hint={t('versions.serverTooOldBody')}>
        <Retry />
      </EmptyState>
    )
  if (sync.phase === 'offline')
    return (
      <EmptyState title={t('firstSync.offline')} hint={t('firstSync.offlineBody')}>
        <Retry />
      </EmptyState>
    )
  if (sync.phase !== 'first-sync') return null
  return (
    <EmptyState title={t('firstSync.title')} hint={t('firstSync.body', { count: sync.ticketsCached })}>
      <progress
        className={classes.progress}
        max={1}
        value={sync.progress}
        aria-label={t('firstSync.title')}
      />
    </EmptyState>
  )
}

function Retry() {
  const { t } = useTranslation()
  return (
    <Button variant="default" onClick={() => void data().syncNow({})}>
      {t('firstSync.retry')}
    </Button>
  )
}
