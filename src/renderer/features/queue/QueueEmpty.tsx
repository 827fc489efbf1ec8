import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverNow } from '../../clock/now'
import { moment } from '../../clock/moments'
import { useOffice } from '../../clock/office'
import type { QueueQuery, QueueRow } from '../../data/protocol'
import { data } from '../../state/data-client'
import { changeQuery, goToView, noFilters } from '../../state/navigation'
import { readerOf } from '../../state/reader'
import { useLanguage } from '../../state/session'
import { EmptyState } from '../../ui/EmptyState'

/** What an empty view says: why it is empty, and what comes next. */
export function QueueEmpty({ query }: { readonly query: QueueQuery }) {
  const { t } = useTranslation()
  if (query.search !== '')
    return (
      <EmptyState title={t('empty.search', { search: query.search })}>
        {query.view === 'all' ? null : (
          <Button variant="default" onClick={() => changeQuery({ view: 'all' })}>
            {t('empty.searchAll')}
          </Button>
        )}
      </EmptyState>
    )
  if (query.customerId ?? query.priority ?? query.type ?? query.assigneeId)
    return (
      <EmptyState title={t('empty.filtered')}>
        <Button variant="default" onClick={() => changeQuery(noFilters)}>
          {t('queue.clearFilters')}
        </Button>
      </EmptyState>
    )
  return (
    <EmptyState title={t(`empty.${query.view}`)} hint={<NextDeadline query={query} />}>
      {query.view === 'mine' ? (
        <Button variant="default" onClick={() => goToView('unassigned')}>
          {t('empty.seeUnassigned')}
        </Button>
      ) : null}
    </EmptyState>
  )
}

/** How many of the earliest deadlines are looked at to find one that is still to come. */
const lookAhead = 200

/** The next deadline of the team, so that an empty view also says how long it stays empty. */
function NextDeadline({ query }: { readonly query: QueueQuery }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const calendar = useOffice((office) => office.calendar)
  const [next, setNext] = useState<QueueRow | null>(null)
  useEffect(() => {
    const all: QueueQuery = { ...query, view: 'team', sort: 'deadline' }
    const reader = readerOf({
      read: () => data().queue({ query: all, from: 0, to: lookAhead }),
      show: ({ rows }) => {
        const now = serverNow()
        setNext(rows.find(({ clock }) => (clock?.due ?? 0) > now) ?? null)
      },
    })
    reader.read()
    return reader.stop
  }, [query])
  if (!next?.clock?.due) return null
  const due = moment({ zone: calendar.zone, language }, next.clock.due, serverNow())
  return t('empty.next', { moment: due, number: next.number ?? '', subject: next.subject })
}
