import { fetchPictures } from './fetch-pictures'
import { isPublicAddress } from './public-address'

/** `fetchPictures` from public addresses: what the app does. */
export const fetchPublicPictures = (urls: readonly string[]): Promise<(string | null)[]> =>
  fetchPictures({ isPublic: isPublicAddress }, urls)
