import { expect, test } from 'vitest'
import { originMark } from './origin-mark'

const at = { now: Date.parse('2026-11-24T14:20:00Z'), id: '0190b0a0-0000-4000-8000-0000000000ab' }

test('Windows is told by the stream that browsers write too', () => {
  expect(originMark('C:\\Users\\sanne\\Downloads\\pakbon.xlsm', { platform: 'win32', ...at })).toEqual({
    kind: 'stream',
    path: 'C:\\Users\\sanne\\Downloads\\pakbon.xlsm:Zone.Identifier',
    content: '[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=about:internet\r\n',
  })
})

test('macOS is told by the quarantine attribute: when in hexadecimal seconds, by whom, under which id', () => {
  expect(originMark('/Users/sanne/Downloads/pakbon.command', { platform: 'darwin', ...at })).toEqual({
    kind: 'attribute',
    name: 'com.apple.quarantine',
    value: `0081;${(Date.parse('2026-11-24T14:20:00Z') / 1000).toString(16)};Tijdig;0190B0A0-0000-4000-8000-0000000000AB`,
  })
})

test('Linux has no such mark', () => {
  expect(originMark('/home/sanne/pakbon.pdf', { platform: 'linux', ...at })).toBeNull()
})
