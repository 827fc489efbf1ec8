import type { Attachment, Message } from '../../shared/tickets/message'
import { isTooDeep, sanitiseHtml, textOfHtml, wordsOfHtml } from './html'
import { cleanText } from './clean'
import type { MailPart, ParsedMail, Trouble } from './parse'
import { maxTextLength } from './parse'

/** A part of a mail with the id under which it is stored. */
export interface StoredPart extends MailPart {
  readonly id: string
}

export interface IntakeMessage {
  readonly message: Message
  /** Everything to be stored as a file: the parts, and the raw mail where something of it cannot be shown. */
  readonly files: readonly StoredPart[]
}

const maxHtmlLength = 1_900_000
const maxAttachments = 100
/** How much is kept of a mail that is larger than can be taken in (bytes). */
const keptOfTooLarge = 1024 * 1024

/** The message as it stands in the timeline, with its files. `newId` gives each a UUID. */
export function toMessage(mail: ParsedMail, raw: Uint8Array, newId: () => string): IntakeMessage {
  const parts = mail.parts.map((part) => ({ ...part, id: newId() }))
  const safe = mail.html === null ? null : safeHtmlOf(mail.html, parts)
  const html = safe !== null && safe.length <= maxHtmlLength ? safe : null
  const ownText = mail.text.trim() === '' ? textFromHtml(mail.html, safe) : mail.text
  const text = cleanText(textWithTrouble(mail.trouble, ownText), maxTextLength)
  const isIncomplete =
    mail.trouble !== null ||
    mail.isCut ||
    html !== safe ||
    (mail.html !== null && safe === null) ||
    parts.length > maxAttachments
  const files = isIncomplete
    ? [...parts.slice(0, maxAttachments - 1), rawPart(mail.trouble, raw, newId())]
    : parts
  return {
    message: {
      text,
      html,
      from: { name: mail.from.name || mail.from.email, email: mail.from.email },
      to: mail.to.slice(0, 100).map(({ email }) => email),
      cc: mail.cc.slice(0, 100).map(({ email }) => email),
      subject: mail.subject,
      messageId: mail.messageId,
      attachments: files.map(toAttachment),
    },
    files,
  }
}

/** Html that cannot be cleaned is not shown: the text and the raw mail are there. */
function safeHtmlOf(html: string, parts: readonly StoredPart[]): string | null {
  const idOf = (contentId: string): string | null =>
    parts.find((part) => part.contentId === contentId)?.id ?? null
  if (isTooDeep(html)) return null
  try {
    return cleanText(sanitiseHtml(html, idOf).html, html.length * 4)
  } catch {
    return null
  }
}

function textFromHtml(html: string | null, safe: string | null): string {
  if (safe !== null) return textOfHtml(safe)
  return html === null ? '' : wordsOfHtml(html)
}

const toAttachment = ({ id, name, mediaType, bytes }: StoredPart): Attachment => ({
  id,
  name,
  mediaType,
  size: bytes.length,
})

const rawPart = (trouble: Trouble | null, raw: Uint8Array, id: string): StoredPart => ({
  id,
  name: trouble === 'too-large' ? 'begin-of-mail.eml' : 'original-mail.eml',
  mediaType: 'message/rfc822',
  bytes: trouble === 'too-large' ? raw.slice(0, keptOfTooLarge) : raw,
  contentId: null,
})

function textWithTrouble(trouble: Trouble | null, text: string): string {
  if (trouble === null) return text
  const { nl, en } = troubles[trouble]
  const notice = `${nl}\n${en}`
  return text.trim() === '' ? notice : `${notice}\n\n${text}`
}

const troubles: Readonly<Record<Trouble, { readonly nl: string; readonly en: string }>> = {
  unread: {
    nl: 'Deze e-mail kon niet worden gelezen: dat vroeg te veel tijd of geheugen. Het origineel is bewaard als bijlage.',
    en: 'This e-mail could not be read: that took too much time or memory. The original is kept as an attachment.',
  },
  'too-large': {
    nl: 'Deze e-mail is groter dan 25 MB en is niet ingelezen. Het begin ervan is bewaard als bijlage.',
    en: 'This e-mail is larger than 25 MB and was not read. Its beginning is kept as an attachment.',
  },
  'too-many-parts': {
    nl: 'Deze e-mail bestaat uit te veel onderdelen of regels en is niet ingelezen. Het origineel is bewaard als bijlage.',
    en: 'This e-mail has too many parts or lines and was not read. The original is kept as an attachment.',
  },
  broken: {
    nl: 'Deze e-mail is beschadigd en kon niet worden gelezen. Het origineel is bewaard als bijlage.',
    en: 'This e-mail is damaged and could not be read. The original is kept as an attachment.',
  },
  'no-mail': {
    nl: 'Dit bericht heeft niet de vorm van een e-mail. Het origineel is bewaard als bijlage.',
    en: 'This message does not have the form of an e-mail. The original is kept as an attachment.',
  },
  'no-sender': {
    nl: 'Deze e-mail noemt geen afzender. Het origineel is bewaard als bijlage.',
    en: 'This e-mail names no sender. The original is kept as an attachment.',
  },
  encrypted: {
    nl: 'Deze e-mail is versleuteld en kan hier niet worden gelezen. Vraag de afzender om een leesbare versie.',
    en: 'This e-mail is encrypted and cannot be read here. Ask the sender for a readable version.',
  },
  empty: {
    nl: 'De inhoud van deze e-mail is niet te vinden. Het origineel is bewaard als bijlage.',
    en: 'The content of this e-mail cannot be found. The original is kept as an attachment.',
  },
}
