import type { Stamp } from '../../shared/tickets/people'
import { Refused } from '../refused'

/** Who changes a document at which instant (UTC epoch ms). */
export interface Change {
  readonly by: string
  readonly at: number
}

/**
 * The stamp of a document's next version. `readAt` is the version that the caller saw: without one an existing document is not
 * replaced (`version-required`); when somebody changed it meanwhile, the caller is told who and when, and gets the document
 * as it is now (`changed-meanwhile`). To be called where the document cannot change before the commit.
 * @param current null when there is no such document yet
 */
export function nextStamp(current: Stamp | null, readAt: number | undefined, change: Change): Stamp {
  if (current && readAt === undefined)
    throw new Refused(
      'version-required',
      'Say which version you read: send its number as "version". Nothing was changed.',
      { details: { version: versionOf(current), current } },
    )
  return stampAfter(current, readAt, change)
}

/** As `nextStamp`, for a change that overwrites nothing of others and need not say which version was read. */
export function stampAfter(current: Stamp | null, readAt: number | undefined, { by, at }: Change): Stamp {
  if (current && readAt !== undefined && readAt !== versionOf(current)) throw changedMeanwhile(current)
  return { version: (current ? versionOf(current) : 0) + 1, changedAt: at, changedBy: by }
}

/** The parts of a document that is replaced, each with what a newer server has added to the one of its id. */
export const keptById = <T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): T[] =>
  after.map((part) => ({ ...before.find(({ id }) => id === part.id), ...part }))

const versionOf = ({ version = 0 }: Stamp): number => version

function changedMeanwhile(current: Stamp): Refused {
  const { changedAt = null, changedBy = null } = current
  return new Refused(
    'changed-meanwhile',
    `${changedBy ?? 'Somebody'} changed this after you had read it. Nothing of yours was saved: look at what it is now, and change that.`,
    { details: { version: versionOf(current), changedAt, changedBy, current } },
  )
}
