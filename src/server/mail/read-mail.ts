import type { IntakeMessage } from './message'
import { toMessage } from './message'
import type { ParsedMail } from './parse'
import { fromHead, parseMail, unreadMail } from './parse'

/** A raw mail, read: what it says, and how it will stand in the timeline. Plain data, for it crosses threads. */
export interface ReadMail {
  readonly mail: ParsedMail
  readonly content: IntakeMessage
}

/** How much of a mail is looked at: all of it, its head, or no more than its Message-ID. */
export type Depth = 'whole' | 'head' | 'nothing'

/** Reads a raw mail as deeply as asked. `newId` gives each part a UUID. Hostile mail can make the first two slow or worse. */
export async function readMail(raw: Uint8Array, depth: Depth, newId: () => string): Promise<ReadMail> {
  const mail = await mailAt(depth, raw)
  return { mail, content: toMessage(mail, raw, newId) }
}

function mailAt(depth: Depth, raw: Uint8Array): ParsedMail | Promise<ParsedMail> {
  if (depth === 'whole') return parseMail(raw)
  return depth === 'head' ? fromHead(raw, 'unread') : unreadMail(raw)
}
