import { describe, expect, it } from 'vitest'
import { createBackedUp } from './backed-up'

const hour = 3_600_000

describe('how far backups reach', () => {
  it('is nowhere, as far as a server knows that just started', () => {
    expect(createBackedUp(hour)('w', 100, 0)).toBe(0)
  })
  it('is where the log was that long ago, per workspace', () => {
    const upTo = createBackedUp(hour)
    upTo('w', 100, 0)
    upTo('w', 120, 0.5 * hour)
    upTo('other', 7, 0.5 * hour)
    expect(upTo('w', 150, hour)).toBe(100)
    expect(upTo('w', 150, 1.5 * hour)).toBe(120)
    expect(upTo('other', 8, 1.4 * hour)).toBe(0)
  })
  it('is never past the head, which a restore may have put back', () => {
    const upTo = createBackedUp(hour)
    upTo('w', 100, 0)
    expect(upTo('w', 40, 2 * hour)).toBe(40)
  })
  it('is the head where nobody wants to wait for backups', () => {
    expect(createBackedUp(0)('w', 100, 0)).toBe(100)
  })
})
