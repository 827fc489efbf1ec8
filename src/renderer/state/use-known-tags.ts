import type { KnownTag } from '../data/protocol'
import { data } from './data-client'
import { useLiveData } from './live-data'
import { useAnswer } from './use-answer'

const none: readonly KnownTag[] = []

/** All tags of the tickets on this device, those of most tickets first. */
export function useKnownTags(): readonly KnownTag[] {
  const revision = useLiveData((live) => live.queueRevision)
  return useAnswer(none, () => data().tags({}), String(revision))
}
