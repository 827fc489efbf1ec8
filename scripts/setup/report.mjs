/** What a set-up step tells the person at the keyboard. Runs on plain Node 20 without dependencies. */

/** A step that could not be done: what failed, why, and what to type. */
export class SetupFailure extends Error {
  /** @param {{ what: string, why: string, type: string }} told */
  constructor(told) {
    super(told.what)
    this.told = told
  }
}

/** Prints one short status line about a set-up step. Goes to stderr so that stdout stays the program's own. */
export function status(/** @type {string} */ text) {
  process.stderr.write(`· ${text}\n`)
}

/** Runs `main`; a SetupFailure is told in three lines, anything else with its stack. Either ends with exit code 1. */
export async function runToExit(/** @type {() => Promise<number>} */ main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    process.exitCode = 1
    if (error instanceof SetupFailure) {
      const { what, why, type } = error.told
      process.stderr.write(`\n✗ ${what}\n  Why:  ${why}\n  Type: ${type}\n`)
    } else {
      process.stderr.write(`\n✗ ${error instanceof Error ? error.stack : String(error)}\n`)
    }
  }
}
