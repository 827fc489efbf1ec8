import { useEffect, useState } from 'react'
import type { UndeliveredReply } from '../../data/protocol'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'
import { readerOf } from '../../state/reader'

const none: readonly UndeliveredReply[] = []

/** This person's replies that did not reach everybody, or of which that is in doubt. */
export function useUndelivered(): readonly UndeliveredReply[] {
  const tickets = useLiveData((live) => live.queueRevision)
  const needsYou = useLiveData((live) => live.sync.needsYou)
  const [replies, setReplies] = useState(none)
  useEffect(() => {
    const reader = readerOf({ read: () => data().undelivered({}), show: setReplies })
    reader.read()
    return reader.stop
  }, [tickets, needsYou])
  return replies
}
