import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLiveData } from '../../state/live-data'
import { useNavigation } from '../../state/navigation'
import { useQueueWindow } from '../../state/queue-window'
import { QueueEmpty } from './QueueEmpty'
import { QueueFilters } from './QueueFilters'
import { QueueHeader } from './QueueHeader'
import { QueueList } from './QueueList'
import { QueueStart } from './QueueStart'
import { QueueToolbar } from './QueueToolbar'
import classes from './QueuePanel.module.css'

/** The queue: search, filters and the list of one view. */
export function QueuePanel() {
  const { t } = useTranslation()
  const query = useNavigation((navigation) => navigation.query)
  const found = useQueueWindow((window) => window.found)
  const sync = useLiveData((live) => live.sync)
  const [filtersOpen, setFiltersOpen] = useState(false)
  const toggleFilters = useCallback(() => setFiltersOpen((open) => !open), [])
  const nothingYet = sync.ticketsCached === 0 && (found === null || found.total === 0)
  const starting = nothingYet && sync.phase !== 'online' && sync.phase !== 'signed-out'
  return (
    <section className={classes.panel} aria-label={t(`views.${query.view}`)}>
      <h1 className="visually-hidden">{t(`views.${query.view}`)}</h1>
      <QueueToolbar
        total={found === null || found.isAwaited || starting ? null : found.total}
        filtersOpen={filtersOpen}
        onFilters={toggleFilters}
      />
      {filtersOpen ? <QueueFilters /> : null}
      {starting ? (
        <QueueStart sync={sync} />
      ) : found === null ? null : found.total === 0 && !found.isAwaited ? (
        <QueueEmpty query={found.query} />
      ) : (
        <>
          <QueueHeader />
          <QueueList found={found} />
        </>
      )}
    </section>
  )
}
