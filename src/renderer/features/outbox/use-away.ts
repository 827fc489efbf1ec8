import { useEffect, useState } from 'react'
import type { Away } from '../../data/protocol'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'
import { readerOf } from '../../state/reader'

/** What happened while this device could not reach the server, until the person has seen it; null when there is nothing to tell. */
export function useAway(): Away | null {
  const revision = useLiveData((live) => live.outboxRevision)
  const [away, setAway] = useState<Away | null>(null)
  useEffect(() => {
    const reader = readerOf({ read: () => data().away({}), show: setAway })
    reader.read()
    return reader.stop
  }, [revision])
  return away
}
