import { tagKey } from '../../../shared/tickets/tags'
import type { KnownTag } from '../protocol'

/** All tags of tickets, from the tags of each, those of most tickets first. Each is written as on the first that has it. */
export function knownTags(tagsOfTickets: Iterable<readonly string[]>): readonly KnownTag[] {
  const found = new Map<string, KnownTag>()
  for (const tags of tagsOfTickets)
    for (const tag of tags) {
      const known = found.get(tagKey(tag))
      found.set(tagKey(tag), { tag: known?.tag ?? tag, tickets: (known?.tickets ?? 0) + 1 })
    }
  return [...found.values()].toSorted((a, b) => b.tickets - a.tickets || a.tag.localeCompare(b.tag))
}
