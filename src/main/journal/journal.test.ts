import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../shared/sync/journal-format'
import { openJournal } from './journal'
import { faultyDisk } from './faulty-disk'

const id = (index: number): string => `018f0000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`
const record = (index: number, text = `record ${index}`): JournalRecord => ({
  id: id(index),
  bytes: new TextEncoder().encode(text),
})
const idsOf = (records: readonly JournalRecord[]): readonly string[] => records.map((one) => one.id)

describe('the journal', () => {
  it('gives back after a restart what it answered for', async () => {
    const disk = faultyDisk()
    const journal = openJournal(disk)
    await journal.append(record(1))
    await journal.append(record(2))
    disk.losePower()
    expect(await openJournal(disk).read()).toEqual({ records: [record(1), record(2)], tornTail: false })
  })

  it('writes appends that come together with one fsync', async () => {
    const disk = faultyDisk()
    const journal = openJournal(disk)
    await Promise.all([1, 2, 3, 4, 5, 6].map((index) => journal.append(record(index))))
    expect(disk.syncs()).toBeLessThanOrEqual(2)
    expect((await journal.read()).records).toHaveLength(6)
  })

  it('keeps the newest of two records with one id', async () => {
    const journal = openJournal(faultyDisk())
    await journal.append(record(1, 'first'))
    await journal.append(record(1, 'second'))
    expect((await journal.read()).records).toEqual([record(1, 'second')])
  })

  it('drops a torn end, says so, and keeps a copy of what was there', async () => {
    const disk = faultyDisk()
    await openJournal(disk).append(record(1))
    disk.appendRaw(new Uint8Array([0x54, 0x4a, 0x52, 0x31, 9, 9, 9]))
    const after = openJournal(disk)
    expect(await after.read()).toEqual({ records: [record(1)], tornTail: true })
    expect(disk.copies()).toBe(1)
    await after.append(record(2))
    disk.losePower()
    expect(await openJournal(disk).read()).toEqual({ records: [record(1), record(2)], tornTail: false })
  })

  it('reads on after damage in the middle, and writes itself anew', async () => {
    const disk = faultyDisk()
    const journal = openJournal(disk)
    for (const index of [1, 2, 3]) await journal.append(record(index))
    disk.damage(50)
    const after = openJournal(disk)
    expect(idsOf((await after.read()).records)).toEqual([id(1), id(3)])
    disk.losePower()
    expect(await openJournal(disk).read()).toMatchObject({ tornTail: false })
  })

  it('refuses when the disk is full, and goes on when there is room again', async () => {
    const disk = faultyDisk()
    const journal = openJournal(disk)
    await journal.append(record(1))
    disk.failNext('ENOSPC', 5)
    await expect(journal.append(record(2))).rejects.toMatchObject({ code: 'ENOSPC' })
    await journal.append(record(3))
    disk.losePower()
    expect(await openJournal(disk).read()).toEqual({ records: [record(1), record(3)], tornTail: false })
  })

  it('forgets what is durable elsewhere, and only that', async () => {
    const disk = faultyDisk()
    const journal = openJournal(disk)
    for (const index of [1, 2, 3]) await journal.append(record(index))
    await journal.forget([id(1), id(3), id(9)])
    await journal.append(record(4))
    disk.losePower()
    expect(idsOf((await openJournal(disk).read()).records)).toEqual([id(2), id(4)])
  })

  it('forgets one in the middle, and keeps those before and behind it', async () => {
    const disk = faultyDisk()
    const journal = openJournal(disk)
    for (const index of [1, 2, 3, 4]) await journal.append(record(index))
    await journal.forget([id(2)])
    disk.losePower()
    expect(idsOf((await openJournal(disk).read()).records)).toEqual([id(1), id(3), id(4)])
    await journal.append(record(5))
    await journal.forget([id(1), id(4)])
    expect(idsOf((await openJournal(disk).read()).records)).toEqual([id(3), id(5)])
  })

  it('keeps a copy of a damaged journal before it writes itself anew, and says that something was lost', async () => {
    const disk = faultyDisk()
    const journal = openJournal(disk)
    for (const index of [1, 2, 3]) await journal.append(record(index))
    disk.damage(50)
    expect(await openJournal(disk).read()).toMatchObject({ tornTail: true })
    expect(disk.copies()).toBe(1)
    expect(await openJournal(disk).read()).toMatchObject({ tornTail: false })
    expect(disk.copies()).toBe(1)
  })

  it('cuts back what a failed append left, once, and writes on behind what is good', async () => {
    const disk = faultyDisk()
    let cuts = 0
    const counting = { ...disk, truncate: (length: number) => ((cuts += 1), disk.truncate(length)) }
    const journal = openJournal(counting)
    await journal.append(record(1))
    disk.failNext('ENOSPC', 5)
    await expect(journal.append(record(2))).rejects.toMatchObject({ code: 'ENOSPC' })
    await journal.append(record(3))
    await journal.append(record(4))
    await journal.forget([id(4)])
    await journal.append(record(5))
    expect(cuts).toBe(2)
    expect(idsOf((await openJournal(disk).read()).records)).toEqual([id(1), id(3), id(5)])
  })

  it('cannot be read at once: the next one who asks is answered', async () => {
    const disk = faultyDisk()
    await openJournal(disk).append(record(1))
    let fails = 1
    const journal = openJournal({
      ...disk,
      read: () => (fails-- > 0 ? Promise.reject(new Error('EIO')) : disk.read()),
    })
    await expect(journal.read()).rejects.toThrow('EIO')
    await journal.append(record(2))
    expect(idsOf((await journal.read()).records)).toEqual([id(1), id(2)])
  })

  it('lets go of its file after what was asked before', async () => {
    const disk = faultyDisk()
    const did: string[] = []
    const journal = openJournal({
      ...disk,
      append: async (bytes) => {
        await Promise.resolve()
        did.push('append')
        return disk.append(bytes)
      },
      close: () => (did.push('close'), Promise.resolve()),
    })
    void journal.append(record(1))
    await journal.close()
    expect(did).toEqual(['append', 'close'])
  })

  it('forgets its last records on a disk too full to write it anew', async () => {
    const disk = faultyDisk()
    const full = { ...disk, replace: () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })) }
    const journal = openJournal(full)
    for (const index of [1, 2, 3]) await journal.append(record(index))
    await journal.forget([id(2), id(3)])
    await journal.append(record(4))
    await expect(journal.forget([id(1)])).rejects.toMatchObject({ code: 'ENOSPC' })
    disk.losePower()
    expect(await openJournal(disk).read()).toEqual({ records: [record(1), record(4)], tornTail: false })
  })

  it('cuts nothing off behind damage on a disk too full to write it anew', async () => {
    const disk = faultyDisk()
    const full = { ...disk, replace: () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })) }
    const before = openJournal(disk)
    for (const index of [1, 2, 3]) await before.append(record(index))
    disk.damage(10)
    const journal = openJournal(full)
    expect(idsOf((await journal.read()).records)).toEqual([id(2), id(3)])
    await expect(journal.forget([id(3)])).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(idsOf((await openJournal(disk).read()).records)).toContain(id(2))
  })

  it('loses nothing when forgetting fails', async () => {
    const disk = faultyDisk()
    const journal = openJournal(disk)
    for (const index of [1, 2]) await journal.append(record(index))
    disk.failNext('EROFS')
    await expect(journal.forget([id(1)])).rejects.toMatchObject({ code: 'EROFS' })
    expect(idsOf((await journal.read()).records)).toEqual([id(1), id(2)])
  })

  it('never loses an answered record, whatever fails and whenever the power goes', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('append' as const), index: fc.nat({ max: 30 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('forget' as const), index: fc.nat({ max: 30 }) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('fail' as const), index: fc.nat({ max: 60 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('power' as const), index: fc.constant(0) }) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const disk = faultyDisk()
        let journal = openJournal(disk)
        const answered = new Set<string>()
        for (const { do: what, index } of steps) {
          if (what === 'append') {
            const done = await journal.append(record(index)).then(
              () => true,
              () => false,
            )
            if (done) answered.add(id(index))
          } else if (what === 'forget') {
            // Whatever the answer: it may be gone from now on.
            answered.delete(id(index))
            await journal.forget([id(index)]).catch(() => undefined)
          } else if (what === 'fail') {
            disk.failNext('EIO', index)
          } else {
            disk.losePower()
            journal = openJournal(disk)
          }
        }
        disk.losePower()
        disk.heal()
        const kept = new Set(idsOf((await openJournal(disk).read()).records))
        for (const one of answered) expect(kept).toContain(one)
      }),
    )
  })
})
