import { useCallback, useEffect, useRef, useState } from 'react'
import type { QueueQuery, QueueResult, QueueRow } from '../../data/protocol'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'

/** Rows fetched beyond those on screen, either way: a page of scrolling costs no wait. */
const margin = 40

export interface QueueWindow {
  readonly query: QueueQuery
  readonly total: number
  readonly from: number
  readonly rows: readonly QueueRow[]
  /** Where the selected ticket stands in this order; null when it is not in it. */
  readonly selectedIndex: number | null
}

export interface Range {
  readonly from: number
  readonly to: number
}

/**
 * The part of the queue that is on screen, asked from the worker again when the query, the range or the queue changes.
 * One question is under way at a time; of those that come meanwhile only the last is asked.
 */
export function useQueue(query: QueueQuery, selectedId: string | null) {
  const revision = useLiveData((live) => live.queueRevision)
  const [found, setFound] = useState<QueueWindow | null>(null)
  const [range, setRange] = useState<Range>({ from: 0, to: 40 })
  const wanted = useRef({ query, range, selectedId })
  const busy = useRef(false)
  const again = useRef(false)

  const ask = useCallback(async (): Promise<void> => {
    if (busy.current) {
      again.current = true
      return
    }
    busy.current = true
    try {
      do {
        again.current = false
        const { query, range, selectedId } = wanted.current
        const from = Math.max(0, range.from - margin)
        const result = await data().queue({ query, from, to: range.to + margin, find: selectedId })
        if (!again.current) setFound({ query, ...windowOf(result, selectedId) })
      } while (again.current)
    } finally {
      busy.current = false
    }
  }, [])

  useEffect(() => {
    wanted.current = { query, range, selectedId }
    void ask()
  }, [ask, query, range, revision, selectedId])

  /** Tells which rows are on screen. Asks only when they come near the end of what is here. */
  const show = useCallback((next: Range): void => {
    setRange((last) =>
      Math.abs(next.from - last.from) < margin / 2 && next.to <= last.to + margin / 2 ? last : next,
    )
  }, [])

  return { found, show }
}

function windowOf(result: QueueResult, selectedId: string | null): Omit<QueueWindow, 'query'> {
  const byRow = result.rows.findIndex((row) => row.id === selectedId)
  const selectedIndex = result.foundAt ?? (byRow < 0 ? null : result.from + byRow)
  return { total: result.total, from: result.from, rows: result.rows, selectedIndex }
}
