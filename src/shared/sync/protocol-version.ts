/**
 * The protocol between app and server has a number. Both say theirs with every request and answer under `/v1`, and each has a
 * floor: what is older is told to update, in words, and loses nothing. Raise `version` with every change of what travels, an
 * event or a value of an enumeration included, and add a line:
 *
 * 1  As first released. Nobody says a number: a request or an answer without one is of this version.
 * 2  Both say their number and the server its floor. Events and kinds of change that a reader does not know are kept or
 *    passed over, and counted. Messages say whether a machine or another party wrote them, and why they ask for attention;
 *    replies say whether they reach the customer; events what their author said; reference data which version it is; what
 *    an author saw names their own work that waited on the same device. A ticket hears how the mails of its replies stand, where
 *    that is not simply "sent". Tickets have tags.
 *
 * Raise a floor only when no fielded app or server below it has to be served any more.
 */
export const protocol = { version: 2, oldestClient: 1, oldestServer: 1 } as const

/** What the one who reads an answer speaks, and the oldest server that it can work with. */
export interface Speaks {
  readonly version: number
  readonly oldestServer: number
}

export const protocolHeader = 'tijdig-protocol'
/** Of the server's answers: the oldest app that it serves. */
export const floorHeader = 'tijdig-oldest-client'

/** With each request to the server. */
export const requestHeaders = { [protocolHeader]: String(protocol.version) } as const
/** With each answer of the server. */
export const answerHeaders = (oldestClient: number): Readonly<Record<string, string>> => ({
  [protocolHeader]: String(protocol.version),
  [floorHeader]: String(oldestClient),
})

/** The number in a header; null when there is none, or no such number. */
export function protocolOf(header: string | null | undefined): number | null {
  return header && /^[1-9]\d{0,5}$/.test(header) ? Number(header) : null
}
