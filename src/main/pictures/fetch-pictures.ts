import { fetchPicture } from './fetch-picture'
import type { PicturePort } from './fetch-picture'

const atOnce = 6
/** Of all pictures of a mail together, as `data:` addresses. Characters. */
const mostCharacters = 28 * 1024 * 1024

/**
 * The pictures of one mail, on a person's click, in the order asked: as `fetchPicture`, a few at once, and none any more when
 * they are too much together. A mail may name forty of the largest.
 */
export async function fetchPictures(
  port: PicturePort,
  urls: readonly string[],
  most = mostCharacters,
): Promise<(string | null)[]> {
  const pictures: (string | null)[] = urls.map(() => null)
  let characters = 0
  let next = 0
  async function work(): Promise<void> {
    while (next < urls.length && characters < most) {
      const index = next++
      const picture = await fetchPicture(port, urls[index] ?? '')
      characters += picture?.length ?? 0
      if (characters <= most) pictures[index] = picture
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return pictures
}
