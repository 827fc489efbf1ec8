import type { Destination } from '../shared/ipc/channels'

export const deepLinkScheme = 'tijdig'

/** Ticket numbers that PostgreSQL's integer and the queue can hold. */
const maxTicketNumber = 2_147_483_647

/**
 * The view that a `tijdig://ticket/<number>` address opens, or null for everything else. Total: any text gives an answer,
 * and none of them does anything but open a view.
 */
export function parseDeepLink(input: string): Destination | null {
  const match = /^tijdig:\/\/ticket\/([1-9][0-9]{0,9})\/?$/i.exec(input)
  if (match === null) return null
  const number = Number(match[1])
  return number <= maxTicketNumber ? { view: 'ticket-number', number } : null
}

/** The first deep link among a process's arguments, or null. */
export function deepLinkAmong(args: readonly string[]): Destination | null {
  for (const argument of args) {
    const destination = parseDeepLink(argument)
    if (destination !== null) return destination
  }
  return null
}
