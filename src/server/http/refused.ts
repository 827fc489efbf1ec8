/** A request that is answered with a status, a stable code and a sentence that a person can act on. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'Refused'
  }
}

/** For what does not exist, or belongs to another workspace: nobody can tell which. */
export const notFound = (what: string): Refused =>
  new Refused(404, 'not-found', `This ${what} does not exist, or you may not see it.`)
