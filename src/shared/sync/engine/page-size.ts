/** Most changes in one page. */
const MOST = 500
const LEAST = 25
/** A page that takes longer holds up what is written meanwhile, ms. */
const LONG_MS = 5000
const SHORT_MS = 1500

/** How many changes are asked for at once: fewer on a slow line, where what is to be sent waits for the page that is under way. */
export interface PageSize {
  readonly now: () => number
  /** A page came whole, in so many ms. */
  readonly answered: (tookMs: number) => void
  /** It did not come. */
  readonly failed: () => void
}

export function createPageSize(): PageSize {
  let size = MOST
  const makeSmaller = (): void => void (size = Math.max(LEAST, Math.floor(size / 2)))
  return {
    now: () => size,
    answered(tookMs) {
      if (tookMs > LONG_MS) makeSmaller()
      else if (tookMs < SHORT_MS) size = Math.min(MOST, size * 2)
    },
    failed: makeSmaller,
  }
}
