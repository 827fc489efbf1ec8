import type { Journal, JournalRecord, OutboxStore } from '../../src/shared/sync/engine/ports'

/** The app that is installed: the older one does not know all that the newer one writes. */
export type AppVersion = 'older' | 'newer'

/** A mutation that only the newer app makes, and the server understands. */
export const newerType = 'note.pin'

/** What only a server newer than both apps writes: an event on a ticket, and a change of the log. */
export const newerEvent = 'ticket.praised'
export const newerKind = 'article'
export const newerWords = [newerEvent, newerKind].map((word) => `"${word}"`)

/** Both apps speak this, and work with no server before it. */
export const speaks = { version: 2, oldestServer: 2 } as const

/** The newer app's journal: its lines say more than the older one reads. */
export const newerJournal = (journal: Journal): Journal => ({
  ...journal,
  append: ({ id, text }) => journal.append({ id, text: text.replace(/^\{/, '{"since":"newer",') }),
})

/** An app that reads strictly, and so loses what it does not understand: a planted bug. */
export function strictStores(stores: { readonly outbox: OutboxStore; readonly journal: Journal }) {
  const isKnown = ({ text }: JournalRecord): boolean => !text.includes(`"${newerType}"`)
  return {
    outbox: {
      ...stores.outbox,
      async all() {
        const entries = await stores.outbox.all()
        const unknown = entries.filter(({ mutation }) => mutation.type === newerType)
        await stores.outbox.write({ remove: unknown.map(({ mutation }) => mutation.id) })
        return entries.filter((entry) => !unknown.includes(entry))
      },
    },
    journal: { ...stores.journal, read: async () => (await stores.journal.read()).filter(isKnown) },
  }
}
