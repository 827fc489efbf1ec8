import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { message as messageContract } from '../../shared/tickets/message'
import { newTextOf } from '../../shared/tickets/quoted'
import type { IntakeMessage } from './message'
import { toMessage } from './message'
import type { ParsedMail } from './parse'
import { maxMailBytes, parseMail } from './parse'

interface Read extends IntakeMessage {
  readonly mail: ParsedMail
}

async function readRaw(raw: Uint8Array): Promise<Read> {
  let ids = 0
  const mail = await parseMail(raw)
  const newId = (): string => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`
  const read = { mail, ...toMessage(mail, raw, newId) }
  messageContract.parse(read.message)
  return read
}

const read = async (name: string): Promise<Read> =>
  readRaw(await readFile(new URL(`../../../test/fixtures/mail/${name}.eml`, import.meta.url)))

describe('the text of a mail', () => {
  it.each([
    [
      'plain-utf8',
      'Kassa Alkmaar start niet op',
      '„Laden van producten”. Kosten: € 12,50 per uur – vervelend.',
    ],
    ['charset-iso-2022-jp', '請求書の問題', '請求書が下書きのままです。'],
    ['charset-windows-1252', 'Factuur van € 1.250,– klopt niet', '“café” staat er tweemaal op…'],
    ['charset-koi8-r', 'Вопрос о счёте', 'счёт не подтверждается'],
    ['charset-utf-7', 'Caf in UTF-7', 'The café costs €3 + tax. Hi Mom -☺-!'],
    ['charset-big5', '發票問題', '發票仍然是草稿。'],
    ['charset-label-wrong', 'Voorraad van de crèmekleurige fiets', 'De crèmekleurige fiets kost € 799'],
    ['charset-utf8-label-latin1-body', 'Levering te laat', 'De cliënt belde: één pakket'],
    ['charset-none-8bit', 'Geen charset', 'geïnstalleerd in 2009, één klacht'],
    ['subject-8bit', 'Café-kassa geeft fout €', 'Zie onderwerp.'],
    ['subject-encoded-word-split', 'Verkoopprijs crème brûlée – één foutmelding', 'midden in een teken'],
    ['broken-base64', 'Bijlage beschadigd', 'Zie de bijlage met het fout'],
    ['mime-cut-off', 'Afgebroken bericht', 'De eerste alinea is er nog.'],
    ['winmail-dat', 'Offerte met opmaak', 'Zie de offerte in de bijlage.'],
    ['smime-signed', 'Signed request', 'Please release the change to production.'],
    ['calendar-invitation', 'Invitation: upgrade test round', 'Shall we meet on Thursday'],
  ])('of %s is read as it was meant', async (name, subject, text) => {
    const { mail, message } = await read(name)
    expect(mail.trouble).toBeNull()
    expect(message.subject).toBe(subject)
    expect(message.text).toContain(text)
    expect(message.text).not.toContain('\ufffd')
  })

  it('is made of the html when there is only html, with lists, links and cells', async () => {
    const { message } = await read('html-only')
    expect(message.text).toBe(
      'Dear team,\n\nThe margin report shows € 0 for:\n\n- PM-40\n- FM-8\n\nSee the report (https://odoo.noordzee-instruments.example/report/1?a=1&b=2).\n\nCost\t12',
    )
  })

  it.each([
    ['reply-outlook', 'Het gebeurt nu ook in Hoorn.'],
    ['reply-gmail', 'Dank, Alkmaar werkt weer. Hoorn nog niet, kunnen jullie daar ook naar kijken?'],
  ])('of %s keeps the history, and tells the new part from it', async (name, own) => {
    const { message } = await read(name)
    expect(newTextOf(message.text)).toBe(own)
    expect(message.text).toContain('Goedemorgen')
  })

  it('has no characters that a store refuses or that turn text around', async () => {
    const { message } = await read('control-characters')
    // eslint-disable-next-line no-control-regex
    expect(message.text).not.toMatch(/[\u0000\u001b\u0007\u202e]/)
    expect(message.text.isWellFormed()).toBe(true)
    expect(message.text).toContain('NUL hier:')
  })
})

describe('what comes with a mail', () => {
  it('keeps attachments under names that no system trips over', async () => {
    const { message } = await read('attachment-names')
    expect(message.attachments.map(({ name }) => name)).toEqual([
      'passwd',
      'Crème brûlée.pdf',
      'overzicht één.txt',
      'factuur_1_.pdf.exe',
    ])
  })

  it('shows a picture of its own from its attachment, and a remote one only on a click', async () => {
    const { message, files } = await read('related-inline-image')
    expect(message.html).toContain(`data-attachment="${files[0]?.id ?? ''}"`)
    expect(message.html).toContain('data-remote-src="https://track.example.com/open.gif?u=42"')
    expect(message.html).not.toMatch(/ src=/)
  })

  it.each([
    ['winmail-dat', 'winmail.dat'],
    ['smime-signed', 'smime.p7s'],
    ['empty-with-attachment', 'scan0001.pdf'],
    ['broken-base64', 'verslag.pdf'],
    ['forwarded-as-attachment', 'message-1.eml'],
  ])('keeps the attachment of %s', async (name, attachment) => {
    const { mail, message } = await read(name)
    expect(mail.trouble).toBeNull()
    expect(message.attachments.map((each) => each.name)).toContain(attachment)
  })
})

describe('a mail that cannot be understood', () => {
  it.each([
    ['no-headers', 'no-mail'],
    ['no-sender', 'no-sender'],
    ['mime-wrong-boundary', 'empty'],
    ['smime-encrypted', 'encrypted'],
    ['mixed-line-ends', 'no-sender'],
  ])('%s is told as %s, with the raw mail kept', async (name, trouble) => {
    const { mail, message, files } = await read(name)
    expect(mail.trouble).toBe(trouble)
    expect(message.text).not.toBe('')
    const raw = await readFile(new URL(`../../../test/fixtures/mail/${name}.eml`, import.meta.url))
    expect(files.some(({ bytes }) => Buffer.compare(bytes, raw) === 0)).toBe(true)
  })
})

describe('hostile html', () => {
  const harmful =
    /<(script|style|iframe|form|input|button|object|embed|svg|math|base|meta|link|video|textarea|noscript)\b|\son\w+=|javascript:|data:|url\(|\sstyle=|\s(id|class|background|srcset)=/i

  it.each(['html-scripts', 'html-css-exfiltration'])(
    '%s loses all that runs, loads or poses',
    async (name) => {
      const { message } = await read(name)
      expect(message.html).not.toBeNull()
      expect(message.html).not.toMatch(harmful)
      expect(message.html).not.toMatch(/<img[^>]* src=/)
    },
  )

  it('keeps its text and its honest links', async () => {
    const { message } = await read('html-scripts')
    expect(message.html).toContain('<p>Tekst</p>')
    expect(message.html).toContain('<a href="https://ok.example/">goed</a>')
    expect(message.text).not.toContain('fetch(')
  })
})

describe('mail made to exhaust', () => {
  const head = 'From: a@x.example\r\nTo: b@y.example\r\nSubject: Groot\r\nMessage-ID: <big@x.example>\r\n'

  it('larger than 25 MB is not taken apart, but told with its beginning', async () => {
    const raw = Buffer.concat([Buffer.from(`${head}\r\n`), Buffer.alloc(maxMailBytes, 'x')])
    const { mail, files, message } = await readRaw(raw)
    expect(mail.trouble).toBe('too-large')
    expect(message.subject).toBe('Groot')
    expect(files[0]?.bytes.length).toBe(1024 * 1024)
  })

  it('of a million parts is not taken apart', async () => {
    const raw = Buffer.from(
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(1_000_000)}`,
    )
    const { mail } = await readRaw(raw)
    expect(mail.trouble).toBe('too-many-parts')
  })

  it('nested a thousand deep is told as damaged', async () => {
    const levels = Array.from(
      { length: 1000 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
    )
    const { mail } = await readRaw(Buffer.from(`${head}${levels.join('')}`))
    expect(mail.trouble).toBe('broken')
    expect(mail.subject).toBe('Groot')
  })

  it('with 10,000 recipients is routed by all of them and shows the first hundred', async () => {
    const to = Array.from({ length: 10_000 }, (_, i) => `p${i}@z.example`).join(',\r\n ')
    const raw = `From: a@x.example\r\nTo: ${to}\r\nMessage-ID: <many@x.example>\r\n\r\nAllemaal gegroet.`
    const { mail, message } = await readRaw(Buffer.from(raw))
    expect(mail.recipients).toContain('p9999@z.example')
    expect(message.to).toHaveLength(100)
  })

  it('with a head of 3 MB is told as damaged', async () => {
    const { mail } = await readRaw(Buffer.from(`${head}X-Long: ${'x'.repeat(3_000_000)}\r\n\r\nHallo`))
    expect(mail.trouble).toBe('broken')
    expect(mail.messageId).toBe('big@x.example')
  })

  it('with html of half a million open tags shows its words and keeps its raw form', async () => {
    const raw = Buffer.from(`${head}Content-Type: text/html\r\n\r\n${'<i><b>'.repeat(250_000)}diep`)
    const { message } = await readRaw(raw)
    expect(message.html).toBeNull()
    expect(message.text).toBe('diep')
    expect(message.attachments[0]?.name).toBe('original-mail.eml')
  })

  it.each([
    ['brackets in a date', `${head}Received: x; ${'('.repeat(1_000_000)}\r\n\r\nHallo`],
    ['open brackets', `${head}Content-Type: text/html\r\n\r\n${'<'.repeat(1_000_000)}`],
    [
      'empty cells',
      `${head}Content-Type: text/html\r\n\r\n<table>${'<td></td>'.repeat(200_000)}Hallo</table>`,
    ],
    ['quotation marks', `${head}\r\n${'>'.repeat(500_000)}\n${'> \n'.repeat(2000)}Hallo`],
    ['lines', `${head}\r\n${'\n'.repeat(5_000_000)}Hallo`],
    ['references', `${head}References: ${'<a@b> '.repeat(150_000)}\r\n\r\nHallo`],
  ])('with endless %s is read in the time of any other', async (_, raw) => {
    const { message } = await readRaw(Buffer.from(raw))
    expect(newTextOf(message.text).length).toBeGreaterThan(0)
  })
})
