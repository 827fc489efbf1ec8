import { cutText } from '../../shared/cut-text'

/** Names that mean a device on Windows, whatever their extension. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * An attachment's name as a file's: no folders, no control or direction characters (they can make `exe` look like `pdf`), nothing
 * hidden, at most 200 characters with the extension kept.
 */
export function fileName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const safe = devices.test(plain) ? `_${plain}` : plain
  if (safe.length <= 200) return safe || 'attachment'
  const extension = /\.[^.]{1,10}$/.exec(safe)?.[0] ?? ''
  return cutText(safe, 200 - extension.length) + extension
}
