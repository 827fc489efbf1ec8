const savers = new Set<() => void>()

/** Has `save` called while the work of who is signed in is still open, before another person's is. Returns a function that ends this. */
export function saveBeforeLeaving(save: () => void): () => void {
  savers.add(save)
  return () => savers.delete(save)
}

/** Saves at once what stands on screen and not on the disk yet, in all parts of the page. */
export function saveUnsaved(): void {
  for (const save of savers) save()
}
