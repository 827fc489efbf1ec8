import { sql } from 'drizzle-orm'
import type { ServerContext } from '../context'
import { rows } from '../db/database'

/** Servers whose clocks differ by more (ms) take each other's mails in hand, and see too late or too early who is there. */
const mostDifferenceMs = 5000

/**
 * Warns when this server's clock is not the database's: leases of mails, and who is on a ticket, are compared between servers,
 * each by its own clock. Returns how far it is ahead (ms, negative behind); null where both are the same machine's.
 */
export async function compareClocks({
  database,
  now,
  log,
}: Pick<ServerContext, 'database' | 'now' | 'log'>): Promise<number | null> {
  if (database.kind === 'pglite') return null
  const asked = now()
  const [row] = await rows<{ at: number }>(
    database.reading,
    sql`select (extract(epoch from clock_timestamp()) * 1000)::double precision as at`,
  )
  const answered = now()
  if (!row) return null
  const aheadMs = Math.round((asked + answered) / 2 - row.at)
  // How long the answer took is no difference of clocks.
  if (Math.abs(aheadMs) - (answered - asked) / 2 > mostDifferenceMs)
    log.warn(
      { aheadMs },
      'the clock of this server differs from that of the database: set both by a time server, or mails may be left to people as in doubt',
    )
  return aheadMs
}
