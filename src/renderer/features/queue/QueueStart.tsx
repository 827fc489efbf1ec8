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
  const { fetched } = sync
  if (sync.phase === 'offline')
    return (
      <EmptyState
        title={fetched ? t('firstSync.brokenOff', fetched) : t('firstSync.offline')}
        hint={t(fetched ? 'firstSync.brokenOffBody' : 'firstSync.offlineBody')}
      >
        {fetched ? <Fetched fetched={fetched} /> : null}
        <Retry />
      </EmptyState>
    )
  if (sync.phase !== 'first-sync') return null
  return (
    <EmptyState
      title={t('firstSync.title')}
      hint={fetched ? t('firstSync.soFar', fetched) : t('firstSync.body')}
    >
      <Fetched fetched={fetched ?? { tickets: 0, of: 1 }} />
    </EmptyState>
  )
}

function Fetched({ fetched: { tickets, of } }: { readonly fetched: NonNullable<SyncState['fetched']> }) {
  const { t } = useTranslation()
  return (
    <progress
      className={classes.progress}
      max={Math.max(1, of)}
      value={tickets}
      aria-label={t('firstSync.title')}
    />
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
