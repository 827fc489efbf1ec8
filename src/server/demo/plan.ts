import type { OfficeCalendar } from '../../shared/sla/calendar'
import type { WantedDue } from './due'
import { wantedDue } from './due'
import type { Chance } from './random'

/** What a ticket's story comes to, and when it was received. */
export type Ending =
  | 'new'
  | 'open'
  | 'due-soon'
  | 'missed'
  | 'waiting-key-user'
  | 'waiting-external'
  | 'escalated'
  | 'solved'
  | 'closed'
  | 'unreadable'
  | 'unknown-sender'
  | 'bounce'

export interface Plan {
  readonly ending: Ending
  readonly receivedAt: number
  /** Nothing happens after it. */
  readonly endAt: number
  /** The ticket's number: tickets are numbered in the order in which they came in. */
  readonly number: number
  /** Position among the plans of the same ending: spreads deadlines and people evenly. */
  readonly rank: number
  readonly seed: number
  /** Told in as few events as there can be: most of a large workspace's past. */
  readonly isBrief: boolean
  /** For a ticket that is due soon. */
  readonly due: WantedDue | null
}

const MINUTE_MS = 60_000
/** Numbers start here, as in an office that had another system before. */
export const firstNumber = 1001
const DAY_MS = 86_400_000
const RESPONSE_MINUTES = 240
/** Office minutes left of the resolution time of tickets that are due soon. */
const resolutionLeft = [18, 64, 33, 95, 150, 47, 210, 120]

/** Office minutes left of the response time of tickets nobody answered yet; below 0 it was missed. */
const responseLeft = [
  6, 14, 23, 38, 52, 75, 110, 150, 185, 205, 220, 232, -15, 178, 238, 90, 128, 168, 196, 45, 215, -70,
]

/** Shares of a small workspace that shows every state, and of a large one, where nearly everything is closed. */
const shares = {
  small: {
    new: 0.09,
    open: 0.11,
    'due-soon': 0.035,
    missed: 0.017,
    'waiting-key-user': 0.08,
    'waiting-external': 0.06,
    escalated: 0.021,
    solved: 0.13,
    unreadable: 0.0042,
    'unknown-sender': 0.0042,
    bounce: 0.0042,
  },
  large: {
    new: 0.005,
    open: 0.01,
    'due-soon': 0.0012,
    missed: 0.0016,
    'waiting-key-user': 0.005,
    'waiting-external': 0.004,
    escalated: 0.0012,
    solved: 0.004,
    unreadable: 0.0001,
    'unknown-sender': 0.0002,
    bounce: 0.0001,
  },
} as const satisfies Record<string, Record<Exclude<Ending, 'closed'>, number>>

/** Plans `count` tickets, oldest first. Open ones are near `now` in office time; closed ones reach back further. */
export function planTickets(
  calendar: OfficeCalendar,
  chance: Chance,
  count: number,
  now: number,
): readonly Plan[] {
  const plans: Omit<Plan, 'number'>[] = []
  const isLarge = count > 2000
  const add = (ending: Ending, rank: number): void => {
    const times = timesOf(calendar, chance, ending, rank, now, count)
    plans.push({
      ending,
      rank,
      seed: chance.between(1, 0x7fff_ffff),
      isBrief: isLarge && chance.happens(0.8),
      ...times,
    })
  }
  for (const [ending, share] of Object.entries(isLarge ? shares.large : shares.small)) {
    const wanted = Math.round(count * share)
    for (let rank = 0; rank < wanted && plans.length < count; rank++) add(ending as Ending, rank)
  }
  for (let rank = 0; plans.length < count; rank++) add('closed', rank)
  return plans
    .sort((a, b) => a.receivedAt - b.receivedAt)
    .map((plan, index) => ({ ...plan, number: firstNumber + index }))
}

function timesOf(
  calendar: OfficeCalendar,
  chance: Chance,
  ending: Ending,
  rank: number,
  now: number,
  count: number,
): Pick<Plan, 'receivedAt' | 'endAt' | 'due'> {
  const back = (officeMinutes: number): number =>
    calendar.subtract(now, Math.max(1, officeMinutes) * MINUTE_MS) - chance.between(0, 20_000)
  const recent = (low: number, high: number) => ({
    receivedAt: back(chance.between(low, high)),
    endAt: now,
    due: null,
  })
  switch (ending) {
    case 'new':
      return {
        receivedAt: back(RESPONSE_MINUTES - (responseLeft[rank % responseLeft.length] ?? 60)),
        endAt: now,
        due: null,
      }
    case 'open':
      return recent(60, 520)
    case 'due-soon': {
      const due = wantedDue(calendar, now, resolutionLeft[rank % resolutionLeft.length] ?? 60)
      const receivedAt = calendar.subtract(due.feedbackAt, chance.between(30, 200) * MINUTE_MS)
      return { receivedAt, endAt: now, due }
    }
    case 'missed':
      return recent(1500, 2900)
    case 'waiting-key-user':
      return recent(260, 1900)
    case 'waiting-external':
      return recent(500, 5200)
    case 'escalated':
      return recent(1300, 3600)
    case 'solved':
      return recent(700, 2300)
    case 'unreadable':
    case 'unknown-sender':
    case 'bounce':
      return recent(25, 210)
    case 'closed': {
      const days = count > 2000 ? chance.between(21, 1000) : 21 + Math.floor(150 * chance.next() ** 1.6)
      return { receivedAt: closedReceipt(calendar, chance, now - days * DAY_MS), endAt: now, due: null }
    }
  }
}

/** Most people write in office hours; one in eight in the evening or at the weekend. */
function closedReceipt(calendar: OfficeCalendar, chance: Chance, around: number): number {
  const at = around - chance.between(0, DAY_MS)
  return chance.happens(0.12) ? at : calendar.add(at, chance.between(1, 500) * MINUTE_MS)
}
