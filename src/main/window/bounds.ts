/** Pixels of the desktop; a display's work area without panels and docks. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const minimumSize = { width: 800, height: 600 } as const
export const usualSize = { width: 1280, height: 800 } as const

/** How much of the window must lie on a display to be found and dragged, in pixels. */
const graspable = { width: 160, height: 48 } as const

const overlap = (start: number, length: number, otherStart: number, otherLength: number): number =>
  Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)

const canBeGrasped = (area: Area, display: Area): boolean =>
  overlap(area.x, area.width, display.x, display.width) >= graspable.width &&
  // The title bar is at the top: it must be on this display, not only the bottom of the window.
  area.y >= display.y - 8 &&
  area.y + graspable.height <= display.y + display.height

/**
 * Where the window goes: where it was, if it can be found there on one of today's displays; else in the middle of the
 * first. Never larger than that display, never smaller than the least usable size.
 */
export function placeWindow(kept: Area | null, displays: readonly Area[]): Area {
  const home = displays[0] ?? { x: 0, y: 0, ...usualSize }
  const display = kept ? displays.find((area) => canBeGrasped(kept, area)) : undefined
  const within = display ?? home
  const width = Math.max(minimumSize.width, Math.min(kept?.width ?? usualSize.width, within.width))
  const height = Math.max(minimumSize.height, Math.min(kept?.height ?? usualSize.height, within.height))
  if (kept && display) return { x: kept.x, y: kept.y, width, height }
  return {
    x: Math.round(within.x + Math.max(0, (within.width - width) / 2)),
    y: Math.round(within.y + Math.max(0, (within.height - height) / 2)),
    width,
    height,
  }
}
