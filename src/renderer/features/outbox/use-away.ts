import type { Away } from '../../data/away/away-report'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'
import { useAnswer } from '../../state/use-answer'

/** What happened while this device could not reach the server, until the person has seen it; null when there is nothing to tell. */
export function useAway(): Away | null {
  const revision = useLiveData((live) => live.awayRevision)
  return useAnswer<Away | null>(null, () => data().away({}), revision)
}
