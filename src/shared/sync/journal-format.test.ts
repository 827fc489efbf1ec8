import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32 } from '../crc32'
import { encodeRecord, maxRecordBytes, scanJournal } from './journal-format'
import type { JournalRecord } from './journal-format'

const record = fc.record({ id: fc.uuid(), bytes: fc.uint8Array({ maxLength: 200 }) })
const records = fc.array(record, { minLength: 1, maxLength: 12 })

const join = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))
const fileOf = (list: readonly JournalRecord[]): Uint8Array => join(list.map(encodeRecord))

describe('the journal on disk', () => {
  it('uses the CRC-32 of zip', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
  })

  it('reads back what was written', () => {
    fc.assert(
      fc.property(records, (list) => {
        const scan = scanJournal(fileOf(list))
        expect(scan.records).toEqual(list)
        expect([scan.tornBytes, scan.damagedBytes]).toEqual([0, 0])
      }),
    )
  })

  it('keeps every whole record when the last write was cut off anywhere', () => {
    fc.assert(
      fc.property(records, record, fc.nat(), (list, last, where) => {
        const whole = fileOf(list)
        const frame = encodeRecord(last)
        const cut = frame.slice(0, where % frame.length)
        const scan = scanJournal(join([whole, cut]))
        expect(scan.records).toEqual(list)
        expect(scan.goodLength).toBe(whole.length)
        expect(scan.tornBytes).toBe(cut.length)
      }),
    )
  })

  it('never takes damaged bytes for a record: one flipped bit costs one record', () => {
    fc.assert(
      fc.property(records, fc.nat(), fc.integer({ min: 0, max: 7 }), (list, where, bit) => {
        const file = fileOf(list)
        const at = where % file.length
        file[at] = (file[at] as number) ^ (1 << bit)
        const scan = scanJournal(file)
        expect(scan.records.length).toBe(list.length - 1)
        for (const read of scan.records) expect(list).toContainEqual(read)
        expect(scan.tornBytes + scan.damagedBytes).toBeGreaterThan(0)
      }),
    )
  })

  it('answers any bytes without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        const scan = scanJournal(bytes)
        expect(scan.goodLength + scan.tornBytes).toBe(bytes.length)
      }),
    )
  })

  it('refuses a record that it could not read again', () => {
    const id = '018f0000-0000-7000-8000-000000000000'
    expect(() => encodeRecord({ id, bytes: new Uint8Array(maxRecordBytes + 1) })).toThrow(RangeError)
    const largest = { id, bytes: new Uint8Array(maxRecordBytes) }
    expect(scanJournal(encodeRecord(largest)).records).toHaveLength(1)
  })
})
