import { describe, expect, it } from 'vitest'
import { placeWindow } from './bounds'

const laptop = { x: 0, y: 0, width: 1920, height: 1040 }
const beside = { x: 1920, y: 0, width: 2560, height: 1400 }

describe('where the window goes', () => {
  it('is the middle of the first display at the first start', () => {
    expect(placeWindow(null, [laptop])).toEqual({ x: 320, y: 120, width: 1280, height: 800 })
  })

  it('is where it was', () => {
    const kept = { x: 2100, y: 40, width: 1400, height: 900 }
    expect(placeWindow(kept, [laptop, beside])).toEqual(kept)
  })

  it('is the first display when the one it was on is gone', () => {
    expect(placeWindow({ x: 2100, y: 40, width: 1400, height: 900 }, [laptop])).toEqual({
      x: 260,
      y: 70,
      width: 1400,
      height: 900,
    })
  })

  it.each([
    { x: -1300, y: 0, width: 1400, height: 900 },
    { x: 10, y: -500, width: 1400, height: 900 },
    { x: 10, y: 1035, width: 1400, height: 900 },
  ])('is not a place where its title bar cannot be grasped: $x, $y', (kept) => {
    const placed = placeWindow(kept, [laptop])
    expect(placed.x).toBeGreaterThanOrEqual(0)
    expect(placed.y).toBeGreaterThanOrEqual(0)
  })

  it('is not larger than the display nor smaller than can be used', () => {
    expect(placeWindow({ x: 0, y: 0, width: 9000, height: 9000 }, [laptop])).toMatchObject({
      width: 1920,
      height: 1040,
    })
    expect(placeWindow({ x: 0, y: 0, width: 10, height: 10 }, [laptop])).toMatchObject({
      width: 800,
      height: 600,
    })
  })
})
