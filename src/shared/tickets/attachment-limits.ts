/** What a reply can carry: more than this few mail servers take in. Bytes. */
export const attachmentLimits = { file: 25 * 1024 * 1024, together: 25 * 1024 * 1024, files: 50 } as const
