import { readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { trayIcon, trayIcons } from './tray-icon'

/** Size and pixels of a PNG (W3C PNG, sections 5 and 11): enough to see that it can be opened and shows something. */
function openPng(name: string): { width: number; height: number; isBlank: boolean } {
  const bytes = readFileSync(new URL(`../../../resources/${name}`, import.meta.url))
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const data: Buffer[] = []
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(bytes.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const pixels = inflateSync(Buffer.concat(data))
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    isBlank: pixels.every((byte) => byte === 0),
  }
}

const shown = (['linux', 'win32', 'darwin'] as const).flatMap((platform) =>
  [false, true].map((attention) => trayIcon(platform, attention)),
)

test.each([...new Set([...shown, ...trayIcons]), 'icon.png'])('%s is there and shows something', (name) => {
  const { width, height, isBlank } = openPng(name)
  expect([width > 0 && width === height, isBlank]).toEqual([true, false])
  if (name === 'icon.png') return
  // For screens of twice the density.
  const large = openPng(name.replace('.png', '@2x.png'))
  expect([large.width, large.isBlank]).toEqual([width * 2, false])
})

test('the one for something urgent looks different where a system does not show a figure beside it', () => {
  for (const platform of ['linux', 'win32'] as const)
    expect(trayIcon(platform, true)).not.toBe(trayIcon(platform, false))
})
