import { describe, expect, it } from 'vitest'
import { fileName } from './file-name'

describe('the name under which an attachment is saved', () => {
  it.each([
    ['invoice.pdf', 'invoice.pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Windows\\run.exe', 'C__Windows_run.exe'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['.bashrc', 'bashrc'],
    ['con.txt', '_con.txt'],
    ['CON', '_CON'],
    ['lpt9.pdf', '_lpt9.pdf'],
    ['contract.pdf', 'contract.pdf'],
    ['falcon', 'falcon'],
    [' Q3 report v1.2 .pdf. ', 'Q3 report v1.2 .pdf'],
    ['a\u0000b.txt', 'ab.txt'],
    ['...', 'attachment'],
    ['', 'attachment'],
  ])('“%s” is “%s”', (name, expected) => {
    expect(fileName(name)).toBe(expected)
  })

  it('keeps the extension of a long name', () => {
    expect(fileName(`${'x'.repeat(300)}.docx`)).toMatch(/^x{195}\.docx$/)
    expect(fileName(`${'x'.repeat(150)}.v1 of ${'y'.repeat(150)}.docx`)).toMatch(/^x{150}\.v1 of y+\.docx$/)
    for (const length of [200, 201, 300]) expect(fileName('x'.repeat(length))).toHaveLength(200)
  })
})
