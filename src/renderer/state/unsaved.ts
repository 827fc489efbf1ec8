/** Saves what is not saved yet; a promise resolves when that is done, or has failed. */
type Save = () => void | Promise<void>

const savers = new Set<Save>()
/** Of what is on screen no more, and not on the disk yet. */
const underWay = new Set<Promise<void>>()

/**
 * Has `save` called while the work of who is signed in is still open, before another person's is. Returns a function that ends
 * this, and saves once more.
 */
export function saveBeforeLeaving(save: Save): () => void {
  savers.add(save)
  return () => {
    savers.delete(save)
    const last = Promise.resolve(save())
    underWay.add(last)
    void last.finally(() => underWay.delete(last)).catch(() => undefined)
  }
}

/**
 * Saves at once what stands on screen and not on the disk yet, in all parts of the page. The worker has been asked when this
 * returns; the promise resolves when it has answered, also to what was asked by parts that have gone from the screen.
 */
export async function saveUnsaved(): Promise<void> {
  await Promise.allSettled([...underWay, ...[...savers].map((save) => save())])
}
