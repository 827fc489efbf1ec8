import { cutText } from './cut-text'

/** Closes a switch over a union: a forgotten case does not compile; data from a newer version is refused at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${cutText(JSON.stringify(value) ?? 'undefined', 200)}`)
}
