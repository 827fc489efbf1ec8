import type { Address, Email } from 'postal-mime'
import PostalMime from 'postal-mime'
import { cutText } from '../../shared/cut-text'
import { decodeUtf7, repairHead, relabelToWindows1252, undoMojibake } from './charset'
import { cleanFileName, cleanLine, cleanText } from './clean'
import { countLines, countParts } from './part-count'
import { decodeBrokenWords } from './subject'

/** Larger mail is not taken apart (bytes). */
export const maxMailBytes = 25 * 1024 * 1024
const maxParts = 2000
const maxNesting = 100
/** A mail of 25 MB in base64 has 350,000 lines; the parser's cost is by line. */
const maxLines = 400_000
export const maxTextLength = 990_000
/** Larger html is not cleaned, but kept as it came. */
const maxHtmlLength = 3_000_000

export interface Mailbox {
  readonly name: string
  readonly email: string
}

export interface MailPart {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** Without angle brackets; null when the html cannot refer to it. */
  readonly contentId: string | null
}

export interface Header {
  /** Lower case. */
  readonly name: string
  readonly value: string
}

/** A mail taken apart, with all text clean; html still as hostile as it came. Plain data: it comes from another thread. */
export interface ParsedMail {
  /** Without angle brackets. */
  readonly messageId: string | null
  /** Message-IDs of the thread, the nearest last. */
  readonly references: readonly string[]
  readonly from: Mailbox
  readonly replyTo: Mailbox | null
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  /** All addresses it was sent to, lower case: those in the head, and those the mail servers noted. */
  readonly recipients: readonly string[]
  readonly subject: string
  /** When the last mail server received it, else when it was written (epoch ms); null when it does not say. */
  readonly at: number | null
  readonly text: string
  readonly html: string | null
  readonly parts: readonly MailPart[]
  readonly headers: readonly Header[]
  /** Something was left out of the text or the parts: the raw mail is to be kept. */
  readonly isCut: boolean
  /** Why a person must look at it; null for an ordinary mail. */
  readonly trouble: Trouble | null
}

/** All values of a header, by its lower-case name. */
export const headerValues = (headers: readonly Header[], wanted: string): readonly string[] =>
  headers.filter(({ name }) => name === wanted).map(({ value }) => value)

export type Trouble =
  'unread' | 'too-large' | 'too-many-parts' | 'broken' | 'no-mail' | 'no-sender' | 'encrypted' | 'empty'

/** Takes a raw mail apart. Never throws: what cannot be read comes back with its `trouble` and what little was found. */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  if (raw.length > maxMailBytes) return fromHead(raw, 'too-large')
  if (countParts(raw, maxParts) > maxParts || countLines(raw, maxLines) > maxLines)
    return fromHead(raw, 'too-many-parts')
  try {
    return toParsed(await decode(repairHead(raw)), raw)
  } catch {
    return fromHead(raw, 'broken')
  }
}

const parse = (raw: Uint8Array): Promise<Email> =>
  PostalMime.parse(Buffer.from(raw), { forceRfc822Attachments: true, maxNestingDepth: maxNesting })

/** Parses with the charset that gives the text sense, when the declared one does not. */
async function decode(raw: Uint8Array): Promise<Email> {
  const email = await parse(raw)
  const fixed = (text: string | undefined): string | undefined => text && undoMojibake(text)
  if (damageOf(email) > 0) {
    const again = await parse(relabelToWindows1252(raw))
    const [text, html] = [fixed(again.text), fixed(again.html)]
    if (!`${text ?? ''}${html ?? ''}`.includes('ï¿½')) return { ...email, text, html }
  }
  const isUtf7 = /charset="?(x-)?(unicode-1-1-)?utf-7/i.test(
    Buffer.from(raw.subarray(0, 100_000)).toString('latin1'),
  )
  if (isUtf7)
    return {
      ...email,
      text: email.text && decodeUtf7(email.text),
      html: email.html && decodeUtf7(email.html),
    }
  return { ...email, text: fixed(email.text), html: fixed(email.html) }
}

/** How many characters could not be decoded. */
const damageOf = ({ text = '', html = '' }: Email): number => (`${text}${html}`.match(/\ufffd/g) ?? []).length

function toParsed(email: Email, raw: Uint8Array): ParsedMail {
  const headers = email.headers.map(({ key, value }) => ({ name: key, value }))
  const header = (name: string): readonly string[] => headerValues(headers, name)
  const from = [email.from, email.sender].flatMap((address) => mailboxes(address && [address]))[0]
  const [to, cc] = [mailboxes(email.to), mailboxes(email.cc)]
  const parts = email.attachments.map(toPart)
  const isHtmlKept = (email.html?.length ?? 0) <= maxHtmlLength
  const text = cleanText(email.text ?? '', maxTextLength)
  const noted = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-forwarded-to'].flatMap(
    header,
  )
  return {
    messageId: messageIds(email.messageId)[0] ?? null,
    references: [...messageIds(email.references), ...messageIds(email.inReplyTo)].slice(-50),
    from: from ?? { name: '', email: '' },
    replyTo: mailboxes(email.replyTo)[0] ?? null,
    to,
    cc,
    recipients: [
      ...to.map(({ email: address }) => address),
      ...cc.map(({ email: address }) => address),
      ...noted.map(bare),
    ]
      .map((address) => address.toLowerCase())
      .filter((address) => address.includes('@')),
    subject: cleanLine(subjectOf(email), 1000),
    at: receivedAt(header('received')[0], email.date),
    text,
    html: isHtmlKept && email.html ? cleanText(email.html, maxHtmlLength) : null,
    parts,
    headers,
    isCut: !isHtmlKept || (email.text?.length ?? 0) > maxTextLength,
    trouble: troubleOf(email, from, text, raw),
  }
}

function subjectOf({ subject = '', headers }: Email): string {
  const raw = headers.find(({ key }) => key === 'subject')?.value ?? ''
  return subject.includes('\ufffd') && raw.includes('=?') ? decodeBrokenWords(raw) : subject
}

function troubleOf(email: Email, from: Mailbox | undefined, text: string, raw: Uint8Array): Trouble | null {
  const known = ['from', 'to', 'subject', 'date', 'message-id', 'received', 'return-path']
  if (!email.headers.some(({ key }) => known.includes(key))) return 'no-mail'
  if (!from) return 'no-sender'
  if (text.trim() !== '' || (email.html ?? '').trim() !== '') return null
  if (email.attachments.some(({ mimeType }) => /pkcs7-mime|pgp-encrypted/.test(mimeType))) return 'encrypted'
  if (email.attachments.length > 0) return null
  return raw.length - headLength(email) > 200 ? 'empty' : null
}

const headLength = (email: Email): number =>
  email.headerLines.reduce((sum, { line }) => sum + line.length + 2, 0)

/** What the head alone tells, for a mail that cannot be taken apart. */
export async function fromHead(raw: Uint8Array, trouble: Trouble): Promise<ParsedMail> {
  const head =
    Buffer.from(raw.subarray(0, 65_536))
      .toString('latin1')
      .split(/\r?\n\r?\n/)[0] ?? ''
  const kept = head.replace(/^(content-[a-z-]+|mime-version):[^\n]*(\n[ \t][^\n]*)*\n?/gim, '')
  const alone = await decode(repairHead(Buffer.from(`${kept.trimEnd()}\r\n\r\n`, 'latin1'))).catch(() => null)
  const nothing: Email = { headers: [], headerLines: [], attachments: [] }
  return { ...toParsed(alone ?? nothing, new Uint8Array()), trouble }
}

/** A mail of which nothing was read but its Message-ID, so that it still comes in once only. Takes no parser: it cannot fail. */
export function unreadMail(raw: Uint8Array): ParsedMail {
  const start = Buffer.from(raw.subarray(0, 65_536)).toString('latin1')
  const id = /^message-id:[ \t]*<([^<>\r\n]{1,998})>/im.exec(start)?.[1]
  return {
    ...toParsed({ headers: [], headerLines: [], attachments: [] }, raw),
    messageId: messageIds(id)[0] ?? null,
    trouble: 'unread',
  }
}

function mailboxes(addresses: readonly Address[] | undefined): readonly Mailbox[] {
  return (addresses ?? [])
    .flatMap((address) => (address.group ? address.group : [address]))
    .map(({ name, address }) => ({ name: cleanLine(name, 200), email: cleanLine(address ?? '', 320) }))
    .filter(({ email }) => /^[^\s@]+@[^\s@]+$/.test(email))
}

const bare = (value: string): string => /<([^<>]+)>/.exec(value)?.[1] ?? value.trim()

/** The ids in angle brackets; without any, the words. */
function messageIds(value: string | undefined): readonly string[] {
  if (!value) return []
  const bracketed = [...value.matchAll(/<([^<>]+)>/g)].map((match) => match[1] ?? '')
  return (bracketed.length > 0 ? bracketed : value.split(/\s+/))
    .map((id) => cleanLine(id, 998).replace(/\s/g, ''))
    .filter((id) => id !== '')
}

function toPart(
  { filename, mimeType, content, contentId }: Email['attachments'][number],
  index: number,
): MailPart {
  const mediaType = /^[\w.+-]+\/[\w.+-]+$/.test(mimeType)
    ? cutText(mimeType, 200)
    : 'application/octet-stream'
  const fallback = mediaType === 'message/rfc822' ? `message-${index + 1}.eml` : `part-${index + 1}`
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content)
  const id = contentId ? cleanLine(contentId, 998).replace(/[<>]/g, '') : ''
  return { name: cleanFileName(filename ?? '', fallback), mediaType, bytes, contentId: id === '' ? null : id }
}

const [earliest, latest] = [Date.UTC(1990, 0, 1), Date.UTC(2200, 0, 1)]

function receivedAt(received: string | undefined, written: string | undefined): number | null {
  for (const text of [received?.slice(received.lastIndexOf(';') + 1), written]) {
    const at = Date.parse(
      cutText(text ?? '', 200)
        .replace(/\([^)]*\)/g, '')
        .trim(),
    )
    if (at > earliest && at < latest) return at
  }
  return null
}
