import { useEffect, useState } from 'react'
import type { OutboxItem } from '../../data/protocol'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'
import { readerOf } from '../../state/reader'

/** Work of this device that waits or needs a decision; null until it is read. */
export function useOutbox(): readonly OutboxItem[] | null {
  const revision = useLiveData((live) => live.outboxRevision)
  // What happened on its tickets comes after the decision on the work.
  const tickets = useLiveData((live) => live.queueRevision)
  const needsYou = useLiveData((live) => live.sync.needsYou)
  const waiting = useLiveData((live) => live.sync.waiting)
  const [items, setItems] = useState<readonly OutboxItem[] | null>(null)
  useEffect(() => {
    const reader = readerOf({ read: () => data().outbox({}), show: setItems })
    reader.read()
    return reader.stop
  }, [revision, tickets, needsYou, waiting])
  return items
}
