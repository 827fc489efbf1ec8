/** What never depends on the rest of its author's work on the ticket: it goes out although that is held. */
export const neverWaits: ReadonlySet<string> = new Set(['note.add'])
