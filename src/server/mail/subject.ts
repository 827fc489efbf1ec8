const word = /=\?([^?\s]{1,40})\?([BbQq])\?([^?\s]*)\?=/g

/**
 * A header value with its encoded words decoded, where mailers broke characters in two: the bytes of neighbouring words in
 * one charset are joined before they are decoded (RFC 2047 forbids such words, and many are sent).
 */
export function decodeBrokenWords(value: string): string {
  const joined = value.replace(/(=\?[^?\s]{1,40}\?[BbQq]\?[^?\s]*\?=)\s+(?==\?)/g, '$1')
  const pieces: Piece[] = []
  let end = 0
  for (const match of joined.matchAll(word)) {
    const [whole, label = '', encoding = '', content = ''] = match
    if (match.index > end)
      pieces.push({ charset: null, bytes: Buffer.from(joined.slice(end, match.index), 'utf8') })
    const charset = label.split('*')[0]?.toLowerCase() ?? ''
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : bytesOfQ(content)
    const last = pieces.at(-1)
    if (last?.charset === charset)
      pieces.splice(-1, 1, { charset, bytes: Buffer.concat([last.bytes, bytes]) })
    else pieces.push({ charset, bytes })
    end = match.index + whole.length
  }
  return pieces.map(({ charset, bytes }) => decode(charset ?? 'utf-8', bytes)).join('') + joined.slice(end)
}

interface Piece {
  /** null: outside encoded words. */
  readonly charset: string | null
  readonly bytes: Buffer
}

const bytesOfQ = (content: string): Buffer =>
  Buffer.from(
    content
      .replaceAll('_', ' ')
      .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

function decode(charset: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
