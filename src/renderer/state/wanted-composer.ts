type Wanted = { readonly ticketId: string; readonly kind: 'reply' | 'note' }

let wanted: Wanted | null = null

/** A ticket is about to be opened for writing: its composer opens as soon as it is on screen. */
export function wantComposer(ticketId: string, kind: Wanted['kind']): void {
  wanted = { ticketId, kind }
}

/** What this ticket's composer was wanted for; asked once. What was wanted of another ticket is forgotten. */
export function takeWantedComposer(ticketId: string): Wanted['kind'] | null {
  const kind = wanted?.ticketId === ticketId ? wanted.kind : null
  wanted = null
  return kind
}

/** Nothing is wanted: another person works here now. */
export function resetWantedComposer(): void {
  wanted = null
}
