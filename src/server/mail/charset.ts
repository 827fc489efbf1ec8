/** Repairs of text whose charset was declared wrongly or not at all. */

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const windows1252 = new TextDecoder('windows-1252')

/** The byte of each character of windows-1252. */
const bytesOf1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [windows1252.decode(Uint8Array.of(byte)), byte] as const),
)
/** How the first two bytes of UTF-8 look when they are read as windows-1252: "Ã©", "â€™". */
const mojibake =
  /[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[€‚„][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/

const hasHighByte = (bytes: Uint8Array): boolean => bytes.some((byte) => byte > 0x7f)

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes)
    return true
  } catch {
    return false
  }
}

/**
 * The raw mail with its head in UTF-8: mailers that write 8-bit subjects without saying so mean windows-1252. Returns the
 * same bytes when there is nothing to repair.
 */
export function repairHead(raw: Uint8Array): Uint8Array {
  const end = headEnd(raw)
  const head = raw.subarray(0, end)
  if (!hasHighByte(head) || isUtf8(head)) return raw
  return Buffer.concat([Buffer.from(windows1252.decode(head), 'utf8'), raw.subarray(end)])
}

/** Where the head of a mail ends: after its first empty line, or at the end. */
export function headEnd(raw: Uint8Array): number {
  for (let at = raw.indexOf(0x0a); at >= 0; at = raw.indexOf(0x0a, at + 1)) {
    if (raw[at + 1] === 0x0a) return at + 2
    if (raw[at + 1] === 0x0d && raw[at + 2] === 0x0a) return at + 3
  }
  return raw.length
}

/**
 * The raw mail with its text declared as windows-1252, where it is declared as UTF-8 or not at all: for a mail whose text is
 * no UTF-8.
 */
export function relabelToWindows1252(raw: Uint8Array): Uint8Array {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  const relabelled = text
    .replace(/charset="?utf-?8"?/gi, 'charset=windows-1252')
    .replace(
      /^(content-type:[ \t]*text\/(?:plain|html))(?![^\n]*(?:\n[ \t][^\n]*)*charset)/gim,
      '$1; charset=windows-1252',
    )
  const hasType = /^content-type:/im.test(relabelled.slice(0, headEnd(raw)))
  return Buffer.from(
    hasType ? relabelled : `Content-Type: text/plain; charset=windows-1252\r\n${relabelled}`,
    'latin1',
  )
}

/** Text in UTF-8 that was read as windows-1252 ("cafÃ©"), read again as it was meant. Any other text as it is. */
export function undoMojibake(text: string): string {
  if (!mojibake.test(text)) return text
  const bytes = new Uint8Array(text.length)
  let length = 0
  for (const character of text) {
    const byte = bytesOf1252.get(character)
    if (byte === undefined) return text
    bytes[length++] = byte
  }
  try {
    return strictUtf8.decode(bytes.subarray(0, length))
  } catch {
    return text
  }
}

/** Text in UTF-7 (RFC 2152), as some old mailers still send: "+AOk-" is "é". */
export const decodeUtf7 = (text: string): string =>
  text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, encoded: string) => {
    if (encoded === '') return '+'
    const bytes = Buffer.from(encoded, 'base64')
    const even = bytes.subarray(0, bytes.length - (bytes.length % 2))
    return Buffer.from(even).swap16().toString('utf16le')
  })
