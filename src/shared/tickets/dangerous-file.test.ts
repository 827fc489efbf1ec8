import { expect, test } from 'vitest'
import { isDangerousFile } from './dangerous-file'

const plain = 'application/octet-stream'

test.each([
  ['invoice.exe', plain],
  ['Invoice.PDF.Scr', 'application/pdf'],
  ['invoice.exe. ', plain],
  ['invoice.js:ads', plain],
  ['open me.lnk', plain],
  ['budget.xlsm', plain],
  ['setup.dmg', plain],
  ['.bashrc.sh', 'text/plain'],
  ['readme', 'application/x-msdownload'],
  ['readme.txt', 'application/x-msdownload; charset=binary'],
  ['letter', 'application/vnd.ms-word.document.macroEnabled.12'],
])('%s (%s) is brought onto the device by nobody but a person', (name, mediaType) => {
  expect(isDangerousFile({ name, mediaType })).toBe(true)
})

test.each([
  ['logo.png', 'image/png'],
  ['invoice.pdf', 'application/pdf'],
  ['exe', plain],
  ['notes.exe.txt', 'text/plain'],
  ['budget.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['mail.eml', 'message/rfc822'],
  ['', plain],
])('%s (%s) is harmless', (name, mediaType) => {
  expect(isDangerousFile({ name, mediaType })).toBe(false)
})
