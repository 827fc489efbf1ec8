import type { UnfinishedWriting } from '../../data/protocol'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'
import { useAnswer } from '../../state/use-answer'

const none: readonly UnfinishedWriting[] = []

/** What was begun and not sent, the latest first. */
export function useUnfinished(): readonly UnfinishedWriting[] {
  const revision = useLiveData((live) => live.queueRevision)
  return useAnswer(none, () => data().unfinished({}), revision)
}
