/** How a system is told that a file came from elsewhere, so that it warns before it is run. */
export type OriginMark =
  /** A second stream of the file, which Windows reads ("Mark of the Web"). `path` names it. */
  | { readonly kind: 'stream'; readonly path: string; readonly content: string }
  /** An extended attribute, which macOS reads ("quarantine"). */
  | { readonly kind: 'attribute'; readonly name: string; readonly value: string }

/**
 * The mark of a file that a customer sent; null where the system has none (Linux). `now` is UTC ms, `id` is new for each file.
 * Windows: zone 3 is the internet, as browsers write it. macOS: `0081` is a file that was fetched and not opened yet, then
 * when (seconds, hexadecimal), by whom, and under which id.
 */
export function originMark(
  path: string,
  { platform, now, id }: { readonly platform: NodeJS.Platform; readonly now: number; readonly id: string },
): OriginMark | null {
  if (platform === 'win32')
    return {
      kind: 'stream',
      path: `${path}:Zone.Identifier`,
      content: '[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n',
    }
  if (platform === 'darwin')
    return {
      kind: 'attribute',
      name: 'com.apple.quarantine',
      value: `0081;${Math.floor(now / 1000).toString(16)};Tijdig;${id.toUpperCase()}`,
    }
  return null
}
