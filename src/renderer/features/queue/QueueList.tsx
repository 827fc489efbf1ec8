import { useVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigation } from '../../state/navigation'
import { useSession } from '../../state/session'
import type { QueueWindow, Range } from './use-queue'
import { QueueRowView } from './QueueRowView'
import { useQueueKeys } from './use-queue-keys'
import classes from './QueueList.module.css'

const rowHeights = { normal: 36, compact: 28 } as const

/** The queue as a list box: one tab stop, the selected ticket is its active descendant. Only visible rows exist. */
export function QueueList({
  found,
  show,
}: {
  readonly found: QueueWindow
  readonly show: (range: Range) => void
}) {
  const { t } = useTranslation()
  const height = useSession((session) => rowHeights[session.preferences.density])
  const selectedId = useNavigation((navigation) => navigation.selectedId)
  const openId = useNavigation((navigation) => navigation.openId)
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: found.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    // The selected row stays in the page, so that it can be the active descendant while it is scrolled away.
    rangeExtractor: (range) => {
      const indices = defaultRangeExtractor(range)
      const index = found.selectedIndex
      if (index === null || index >= found.total || indices.includes(index)) return indices
      return index < (indices[0] ?? 0) ? [index, ...indices] : [...indices, index]
    },
  })
  useEffect(() => virtual.measure(), [virtual, height])

  const first = virtual.range?.startIndex ?? 0
  const last = virtual.range?.endIndex ?? 0
  useEffect(() => show({ from: first, to: last + 1 }), [show, first, last])

  const pageRows = Math.max(1, last - first - 1)
  useQueueKeys({ found, pageRows, scrollTo: (index) => virtual.scrollToIndex(index), list: scroller })

  // Another view or search starts at its top.
  const { view, search, sort } = found.query
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [view, search, sort])

  return (
    <div
      ref={scroller}
      className={classes.list}
      role="listbox"
      tabIndex={0}
      aria-label={t('queue.label')}
      aria-activedescendant={selectedId && found.selectedIndex !== null ? `row-${selectedId}` : undefined}
      data-queue-list=""
    >
      <div className={classes.height} role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = found.rows[item.index - found.from]
          return (
            <div
              // By place, not by ticket: another view or order writes over these elements instead of making them anew.
              key={item.index}
              role="presentation"
              className={classes.place}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row ? (
                <QueueRowView
                  row={row}
                  index={item.index}
                  total={found.total}
                  selected={row.id === selectedId}
                  open={row.id === openId}
                />
              ) : null}
            </div>
          )
        })}
      </div>
    </div>
  )
}
