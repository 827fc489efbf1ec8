import { createHash } from 'node:crypto'

/**
 * The id of the event that a mutation causes, or of the `index`th of several. The same whenever it is decided on: a mail that
 * leaves again after a restored backup has the Message-ID that it had, and answers to it find their ticket.
 */
export function eventIdOf(mutationId: string, index: number): string {
  const hash = createHash('sha256').update(`${mutationId}/${index}`).digest('hex')
  // With the moment of the mutation in front, as all ids here: neighbours in time stay neighbours on the disk.
  return `${mutationId.slice(0, 13)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}
