/** Saves what is not saved yet; a promise resolves when that is done, or has failed. */
type Save = () => void | Promise<void>

const savers = new Set<Save>()

/** Has `save` called while the work of who is signed in is still open, before another person's is. Returns a function that ends this. */
export function saveBeforeLeaving(save: Save): () => void {
  savers.add(save)
  return () => savers.delete(save)
}

/**
 * Saves at once what stands on screen and not on the disk yet, in all parts of the page. The worker has been asked when this
 * returns; the promise resolves when it has answered.
 */
export async function saveUnsaved(): Promise<void> {
  await Promise.allSettled([...savers].map((save) => save()))
}
