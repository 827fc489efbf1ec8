import { megabyte } from '../bytes'

/** What a reply can carry: more than this few mail servers take in. Bytes. */
export const attachmentLimits = { file: 25 * megabyte, together: 25 * megabyte, files: 50 } as const
