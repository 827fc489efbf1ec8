/** Tags of a ticket: words that any agent makes, to find tickets by. Case is kept, and counts for nothing when two are compared. */

/** By this tags are compared. */
export const tagKey = (tag: string): string => tag.toLowerCase()

export const hasTag = (tags: readonly string[], tag: string): boolean =>
  tags.some((known) => tagKey(known) === tagKey(tag))

/** Those of `tags` that are not among `others`, each once, as it was written first. */
export const tagsWithout = (tags: readonly string[], others: readonly string[]): readonly string[] =>
  tags.filter(
    (tag, index) =>
      !hasTag(others, tag) && tags.findIndex((first) => tagKey(first) === tagKey(tag)) === index,
  )
