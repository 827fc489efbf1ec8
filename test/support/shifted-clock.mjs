/**
 * Preloaded into a server under test: its wall clock runs TIJDIG_TEST_CLOCK_OFFSET_MS ahead, so that deadlines come due and
 * offices are open whenever the test runs. Timers and the steady clock stay as they are.
 */
const offset = Number(process.env.TIJDIG_TEST_CLOCK_OFFSET_MS ?? 0)

if (offset !== 0) {
  const RealDate = Date
  const now = () => RealDate.now() + offset
  globalThis.Date = class extends RealDate {
    constructor(/** @type {any[]} */ ...args) {
      if (args.length === 0) super(now())
      // @ts-expect-error -- Date's overloads cannot be spread into
      else super(...args)
    }
    static now() {
      return now()
    }
  }
}
