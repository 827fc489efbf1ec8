import { useEffect, useState } from 'react'
import type { UnfinishedWriting } from '../../data/protocol'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'
import { readerOf } from '../../state/reader'

/** What was begun and not sent, the latest first. */
export function useUnfinished(): readonly UnfinishedWriting[] {
  const revision = useLiveData((live) => live.queueRevision)
  const [unfinished, setUnfinished] = useState<readonly UnfinishedWriting[]>([])
  useEffect(() => {
    const reader = readerOf({ read: () => data().unfinished({}), show: setUnfinished })
    reader.read()
    return reader.stop
  }, [revision])
  return unfinished
}
