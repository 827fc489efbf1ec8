import { sql } from 'drizzle-orm'
import type { Office } from '../../shared/tickets/people'
import type { Queries } from '../db/database'
import { rows } from '../db/database'
import { Refused } from '../http/refused'

/** The office, locked until the transaction ends. */
export async function lockOffice(queries: Queries, workspaceId: string): Promise<Office> {
  const [row] = await rows<{ doc: Office }>(
    queries,
    sql`select doc from offices where workspace_id = ${workspaceId}::uuid for update`,
  )
  if (!row) throw new Error(`Workspace ${workspaceId} has no office`)
  return row.doc
}

/** A calendar date `YYYY-MM-DD` that exists, from 2000 to 2199. */
export const isCalendarDate = (text: string): boolean =>
  /^2[01]\d\d-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

/** The office with one more day closed; deadlines that run over it move. Refuses a day that was announced already. */
export function withStaffDay(office: Office, day: Office['staffDays'][number]): Office {
  if (office.staffDays.some(({ date }) => date === day.date))
    throw new Refused(409, 'day-announced', `${day.date} was announced already.`)
  if (office.staffDays.length >= 2000)
    throw new Refused(409, 'too-many-days', 'There are too many staff days.')
  return { ...office, staffDays: [...office.staffDays, day].sort((a, b) => (a.date < b.date ? -1 : 1)) }
}

/** The office open again on a day that had been announced. */
export function withoutStaffDay(office: Office, date: string): Office {
  if (!office.staffDays.some((day) => day.date === date))
    throw new Refused(404, 'not-found', `${date} was not announced as a staff day.`)
  return { ...office, staffDays: office.staffDays.filter((day) => day.date !== date) }
}

/** Refuses to drop a team in which somebody still works. */
export async function keepUsedTeams(
  queries: Queries,
  workspaceId: string,
  teams: Office['teams'],
): Promise<void> {
  const kept = teams.map(({ id }) => id)
  const [used] = await rows<{ name: string }>(
    queries,
    sql`select doc->>'name' as name from agents where workspace_id = ${workspaceId}::uuid and active
        and doc->>'teamId' is not null and doc->>'teamId' <> all(${sql.param(kept)}::text[]) limit 1`,
  )
  if (used)
    throw new Refused(
      409,
      'team-in-use',
      `${used.name} still works in a team that you leave out. Move them first.`,
    )
}
