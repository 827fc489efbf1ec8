/** The few things beyond the language itself that every room has: browsers, workers and Node. */
declare class URL {
  constructor(url: string)
  readonly protocol: string
  readonly username: string
  readonly password: string
}
