import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { OutgoingMail } from '../tickets/outgoing-mail'

export interface OutgoingFile {
  readonly name: string
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  /** Its content in pieces, read only when they are asked for. */
  readonly pieces: () => AsyncIterable<Uint8Array>
}

/** The subject with the ticket's number, by which an answer finds its ticket when its thread is lost: "Re: [#1042] …". */
export function subjectWithNumber(subject: string, number: number | null): string {
  if (number === null || subject.includes(`[#${number}]`)) return subject
  const prefix = /^(re|fw|fwd|antw)\s*:\s*/i.exec(subject)?.[0] ?? ''
  return `${prefix}[#${number}] ${subject.slice(prefix.length)}`
}

interface Parts {
  readonly mail: OutgoingMail
  /** The ticket's number; null for a mail without one. */
  readonly number: number | null
  readonly files: readonly OutgoingFile[]
  /** When it was written (epoch ms). */
  readonly at: number
}

/**
 * The mail as it goes out: plain text with a simple html version, and its files, one after the other and never whole in memory.
 * Its Message-ID and date come from the outbox, so that it is the same mail however often it is sent.
 */
export function composeMail({ mail, number, files, at }: Parts): Readable {
  const composer = new MailComposer({
    from: { name: mail.from.name, address: mail.from.email },
    to: [...mail.to],
    cc: [...mail.cc],
    subject: subjectWithNumber(mail.subject, number),
    text: mail.text,
    html: htmlOf(mail.text),
    messageId: `<${mail.messageId}>`,
    ...(mail.inReplyTo === null ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
    references: mail.references.map((id) => `<${id}>`),
    date: new Date(at),
    headers: mail.automatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {},
    attachments: files.map(({ name, mediaType, pieces }) => ({
      filename: name,
      contentType: mediaType,
      content: Readable.from(pieces()),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().createReadStream()
}

/** At least about how large it is when it goes out, bytes: base64 is four thirds, in lines of 76 with their ends. */
export const sizeOf = (mail: OutgoingMail, files: readonly OutgoingFile[]): number =>
  2 * mail.text.length + files.reduce((sum, { size }) => sum + Math.ceil((size * 4 * 78) / (3 * 76)), 0)

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')

/** Plain text as html: paragraphs, line ends and links, and nothing else. */
export function htmlOf(text: string): string {
  const paragraphs = text.trim().split(/\n{2,}/)
  return paragraphs.map((paragraph) => `<p>${linked(paragraph).replace(/\n/g, '<br>\n')}</p>`).join('\n')
}

const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/)
    .map((part, index) => {
      const safe = escapeHtml(part)
      return index % 2 === 1 ? `<a href="${safe}">${safe}</a>` : safe
    })
    .join('')
