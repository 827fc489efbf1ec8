import { z } from 'zod'
import { text, uuid } from './values'

const attachment = z.object({
  id: uuid,
  name: text(255),
  mediaType: text(200),
  size: z.number().int().nonnegative(),
})

/** What a person wrote or a mail said. `html` is sanitised by the server and never trusted by the screen. */
export const message = z.object({
  text: text(1_000_000),
  html: text(2_000_000).nullable(),
  from: z.object({ name: text(200), email: text(320) }),
  to: z.array(text(320)).max(100),
  cc: z.array(text(320)).max(100),
  subject: text(1000),
  /** RFC 5322 Message-ID without angle brackets; null for what did not come by mail. */
  messageId: text(998).nullable(),
  attachments: z.array(attachment).max(100),
})

export type Message = z.infer<typeof message>
export type Attachment = z.infer<typeof attachment>

/** What search finds a message by: its text, subject, people and the names of its files. */
export const messageWords = ({ text: body, subject, from, to, attachments }: Message): readonly string[] => [
  body,
  subject,
  from.name,
  from.email,
  ...to,
  ...attachments.map(({ name }) => name),
]
