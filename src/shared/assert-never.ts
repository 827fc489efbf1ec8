/** Closes a switch over a union: a forgotten case does not compile; data from a newer version is refused at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)?.slice(0, 200)}`)
}
