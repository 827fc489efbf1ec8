import type { OutboxItem } from '../../data/protocol'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'
import { useAnswer } from '../../state/use-answer'

/** Work of this device that waits or needs a decision; null until it is read. */
export function useOutbox(): readonly OutboxItem[] | null {
  // What happened on its tickets comes after the decision on the work.
  const revision = useLiveData(
    ({ outboxRevision, queueRevision, sync: { needsYou, waiting } }) =>
      `${outboxRevision} ${queueRevision} ${needsYou} ${waiting}`,
  )
  return useAnswer<readonly OutboxItem[] | null>(null, () => data().outbox({}), revision)
}
