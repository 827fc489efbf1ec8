import { sql } from 'drizzle-orm'
import { agreement20230224, calendarOf } from '../../shared/sla/agreement'
import { dateAt } from '../../shared/sla/staff-days'
import type { Office } from '../../shared/tickets/people'
import type { Reader, Tx } from '../db/database'
import { locked, rows } from '../db/database'
import { Refused } from '../refused'

/** The office, locked until the transaction ends. */
export async function lockOffice(queries: Tx, workspaceId: string): Promise<Office> {
  const [row] = await locked<{ doc: Office }>(
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
    throw new Refused('day-announced', `${day.date} was announced already.`)
  if (office.staffDays.length >= 2000) throw new Refused('too-many-days', 'There are too many staff days.')
  return { ...office, staffDays: [...office.staffDays, day].sort((a, b) => (a.date < b.date ? -1 : 1)) }
}

/**
 * The office open again on a day that had been announced. Refuses one that has begun: deadlines that passed would move.
 * @param now UTC epoch milliseconds
 */
export function withoutStaffDay(office: Office, date: string, now: number): Office {
  if (!office.staffDays.some((day) => day.date === date))
    throw new Refused('not-found', `${date} was not announced as a staff day.`)
  if (date <= dateAt(calendarOf(agreement20230224).zone, now))
    throw new Refused('day-begun', `${date} has begun or is over: its clocks have stood still already.`)
  return { ...office, staffDays: office.staffDays.filter((day) => day.date !== date) }
}

/** Refuses a team that the office does not have. */
export function requireTeam({ teams }: Office, teamId: string | null): void {
  if (teamId !== null && !teams.some(({ id }) => id === teamId))
    throw new Refused('unknown-team', 'This team does not exist in your workspace.')
}

/**
 * Refuses to drop a team in which somebody still works, or a ticket that is not closed still lies. The caller holds the office
 * (`changeReference`): else somebody could be put into the team between this look and the commit.
 */
export async function keepUsedTeams(
  queries: Reader,
  workspaceId: string,
  before: Office,
  teams: Office['teams'],
): Promise<void> {
  const kept = new Set(teams.map(({ id }) => id))
  const dropped = before.teams.map(({ id }) => id).filter((id) => !kept.has(id))
  if (dropped.length === 0) return
  const [agent] = await rows<{ name: string }>(
    queries,
    sql`select doc->>'name' as name from agents where workspace_id = ${workspaceId}::uuid and active
        and doc->>'teamId' = any(${sql.param(dropped)}::text[]) limit 1`,
  )
  if (agent) throw inUse(`${agent.name} still works in a team that you leave out. Move them first.`)
  const [ticket] = await rows<{ number: number }>(
    queries,
    sql`select number from tickets where workspace_id = ${workspaceId}::uuid and status <> 'closed'
        and doc->>'teamId' = any(${sql.param(dropped)}::text[]) order by number limit 1`,
  )
  if (ticket)
    throw inUse(`Ticket #${ticket.number} still lies with a team that you leave out. Move or close it first.`)
}

const inUse = (message: string): Refused => new Refused('team-in-use', message)
