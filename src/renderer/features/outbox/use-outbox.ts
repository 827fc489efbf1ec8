import { useEffect, useState } from 'react'
import type { OutboxItem } from '../../data/protocol'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'

/** Work of this device that waits or needs a decision; null until it is read. */
export function useOutbox(): readonly OutboxItem[] | null {
  const revision = useLiveData((live) => live.outboxRevision)
  const needsYou = useLiveData((live) => live.sync.needsYou)
  const waiting = useLiveData((live) => live.sync.waiting)
  const [items, setItems] = useState<readonly OutboxItem[] | null>(null)
  useEffect(() => {
    let stale = false
    void data()
      .outbox({})
      .then((found) => {
        if (!stale) setItems(found)
      })
    return () => {
      stale = true
    }
  }, [revision, needsYou, waiting])
  return items
}
