import type { UndeliveredReply } from '../../data/protocol'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'
import { useAnswer } from '../../state/use-answer'

const none: readonly UndeliveredReply[] = []

/** This person's replies that did not reach everybody, or of which that is in doubt. */
export function useUndelivered(): readonly UndeliveredReply[] {
  const revision = useLiveData((live) => `${live.queueRevision} ${live.sync.needsYou}`)
  return useAnswer(none, () => data().undelivered({}), revision)
}
