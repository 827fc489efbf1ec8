import MailComposer from 'nodemailer/lib/mail-composer'
import type { OutgoingMail } from '../mail-port'

export interface OutgoingFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** The subject with the ticket's number, by which an answer finds its ticket when its thread is lost: "Re: [#1042] …". */
export function subjectWithNumber(subject: string, number: number | null): string {
  if (number === null || subject.includes(`[#${number}]`)) return subject
  const prefix = /^(re|fw|fwd|antw)\s*:\s*/i.exec(subject)?.[0] ?? ''
  return `${prefix}[#${number}] ${subject.slice(prefix.length)}`
}

/**
 * The whole mail, ready to be sent: plain text with a simple html version. Its Message-ID and date come from the outbox, so
 * that it is the same mail however often it is sent.
 * @param at when it was written (epoch ms)
 */
export async function composeMail(
  mail: OutgoingMail,
  number: number | null,
  files: readonly OutgoingFile[],
  at: number,
): Promise<Uint8Array> {
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
    attachments: files.map(({ name, mediaType, bytes }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(bytes),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}

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
