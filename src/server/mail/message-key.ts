import { createHash } from 'node:crypto'

/**
 * The keys under which mails are remembered in `mail_seen`. They are digests, because a Message-ID is what a stranger wrote: it
 * may be longer than a database's index takes. Rows of before have the Message-ID itself and are looked for as well: writing
 * millions of them anew would gain nothing, and a server that is not updated yet would no longer find them.
 */

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** Of a mail with this Message-ID. */
export const messageKey = (messageId: string): string => `id:${digest(messageId)}`

/** Of a mail that was only referred to: it may still come, and belongs to the same thread. */
export const referredKey = (messageId: string): string => `ref:${digest(messageId)}`

/** Of a mail without a Message-ID. */
export const rawKey = (raw: Uint8Array): string => `sha256:${createHash('sha256').update(raw).digest('hex')}`

/** All keys under which a mail with this Message-ID may stand. */
export const messageKeys = (messageId: string): readonly string[] => [messageId, messageKey(messageId)]

/** All keys under which a reference to this Message-ID may stand. */
export const referredKeys = (messageId: string): readonly string[] => [
  `ref:${messageId}`,
  referredKey(messageId),
]
