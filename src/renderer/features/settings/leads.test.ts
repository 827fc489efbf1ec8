import { describe, expect, it } from 'vitest'
import { readLeads } from './leads'

describe('lead times', () => {
  it.each([
    ['60, 15', [60, 15]],
    ['15 60', [60, 15]],
    ['0', [0]],
    ['', []],
    ['30,30', [30]],
  ])('“%s” reads as %j', (text, minutes) => {
    expect(readLeads(text)).toEqual(minutes)
  })

  it.each(['an hour', '-5', '2401', '1,2,3,4,5,6', '1.5'])('“%s” is refused', (text) => {
    expect(readLeads(text)).toBeNull()
  })
})
