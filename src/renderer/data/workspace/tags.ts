import { tagKey } from '../../../shared/tickets/tags'
import type { KnownTag } from '../protocol'
import type { QueueEntry } from '../queue/queue-entry'

/** All tags of these tickets, those of most tickets first. Each is written as on the first ticket that has it. */
export function knownTags(entries: Iterable<QueueEntry>): readonly KnownTag[] {
  const found = new Map<string, KnownTag>()
  for (const { tags } of entries)
    for (const tag of tags) {
      const known = found.get(tagKey(tag))
      found.set(tagKey(tag), { tag: known?.tag ?? tag, tickets: (known?.tickets ?? 0) + 1 })
    }
  return [...found.values()].toSorted((a, b) => b.tickets - a.tickets || a.tag.localeCompare(b.tag))
}
