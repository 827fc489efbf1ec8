import { sql } from 'drizzle-orm'
import type { ChangeBody, CommittedChange } from '../tickets/committed'
import { writeReference } from '../tickets/write-reference'
import { writeTicket } from '../tickets/write-ticket'
import type { Database, Tx } from '../db/database'
import { writeTransaction } from '../db/database'
import { decodeEventsAfter } from '../../shared/tickets/decode-event'
import { evolve } from '../../shared/tickets/evolve'
import type { Ticket } from '../../shared/tickets/ticket'
import type { Random } from '../ids'
import { restoreDelivery } from '../mail/outbox'
import { doubtDeliveries } from '../mail/outbox-decisions'
import { lockTicket, useNumber } from '../tickets/ticket-row'
import { renewEpoch } from '../sync/log/epoch'
import type { JournalEntry, JournalScan } from './format'
import { allHeads } from './settle'

export interface Replayed {
  /** Changes that the database had lost and has again. */
  readonly replayed: number
  /** Mails of whose delivery it knew less. */
  readonly restored: number
  /** Workspaces whose log cannot be proven whole: their clients take a new snapshot and send again what was lost. */
  readonly renewed: readonly string[]
}

/**
 * Gives the database back what only the journal still has, with the same ids, events and positions, and how the delivery of
 * each mail stands. Where the two do not join up, the workspace gets a new epoch instead, and a person decides on its mail.
 */
export async function replayJournal(
  database: Database,
  { entries, damaged }: JournalScan,
  random: Random,
  now: number,
): Promise<Replayed> {
  const start = entries.find((entry) => entry.entry === 'start')
  const changes = entries.flatMap((entry) => (entry.entry === 'change' ? [entry] : []))
  const renewed: string[] = []
  let replayed = 0
  for (const { workspaceId, epoch, seq } of await allHeads(database)) {
    const newer = changes
      .filter(({ change }) => change.workspaceId === workspaceId && change.seq > seq)
      .sort((a, b) => a.change.seq - b.change.seq)
    const joins = newer.every(({ change }, index) => change.epoch === epoch && change.seq === seq + index + 1)
    const ofSameHistory =
      start?.heads.some((head) => head.workspaceId === workspaceId && head.epoch === epoch) ||
      changes.some(({ change }) => change.workspaceId === workspaceId && change.epoch === epoch)
    for (const entry of joins ? newer : []) await writeAgain(database, entry)
    replayed += joins ? newer.length : 0
    if (joins && ofSameHistory && damaged === 0) continue
    await renewEpoch(database.writing, { workspaceId, former: epoch, next: random.uuid(now), now })
    renewed.push(workspaceId)
  }
  const restored = await restoreDeliveries(database, entries)
  for (const workspaceId of renewed) await doubtDeliveries(database.writing, workspaceId, now)
  return { replayed, restored, renewed }
}

/** After the changes, which bring back the mails themselves. */
async function restoreDeliveries({ writing }: Database, entries: JournalScan['entries']): Promise<number> {
  let restored = 0
  for (const entry of entries)
    if (entry.entry === 'mail' && (await restoreDelivery(writing, entry.mark))) restored++
  return restored
}

const writeAgain = (
  database: Database,
  { change, mark }: Extract<JournalEntry, { entry: 'change' }>,
): Promise<CommittedChange> =>
  writeTransaction(database, async (queries) => {
    if (change.body.kind !== 'ticket')
      return writeReference(queries, change.workspaceId, change.body, change.at)
    if (mark) await restoreDelivery(queries, mark)
    return writeTicketAgain(queries, change, change.body)
  })

async function writeTicketAgain(
  queries: Tx,
  { workspaceId, at, mutation, mails }: CommittedChange,
  { ticketId, events }: Extract<ChangeBody, { kind: 'ticket' }>,
): Promise<CommittedChange> {
  const before = await lockTicket(queries, workspaceId, ticketId)
  // Written as they came: only the fold may lack what a newer version put in.
  const ticket = decodeEventsAfter(before?.version ?? 0, events, ticketId).reduce<Ticket | null>(
    (folded, event) => evolve(folded, event),
    before,
  )
  if (!ticket) throw new Error(`The journal has no beginning of ticket ${ticketId}`)
  if (!before && ticket.number !== null) await useNumber(queries, workspaceId, ticket.number)
  if (mutation)
    await queries.execute(
      sql`delete from mutations where workspace_id = ${workspaceId}::uuid and id = ${mutation.id}::uuid`,
    )
  return writeTicket(queries, { workspaceId, at, ticket, events, mutation, mails })
}
