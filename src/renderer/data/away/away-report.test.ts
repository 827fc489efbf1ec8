import { describe, expect, it } from 'vitest'
import { agreement20230224, calendarOf } from '../../../shared/sla/agreement'
import { officeCalendarOf } from '../../../shared/sla/staff-days'
import type { ReferenceData } from '../../../shared/sync/engine/ports'
import { hour, monday10, received, sanne, uuidOf } from '../../../shared/tickets/example'
import type { Ticket } from '../../../shared/tickets/ticket'
import { awayReport, departureAt, joined } from './away-report'
import type { AwayReport, Sight } from './away-report'

const tuesday = '2026-02-03'
const reference = (change: { staffDays?: readonly string[]; role?: 'agent' | 'senior'; active?: boolean }) =>
  ({
    agents: [{ id: sanne.id, name: sanne.name, role: change.role ?? 'agent' }],
    customers: [{ id: uuidOf(50), active: change.active ?? true }],
    office: { staffDays: (change.staffDays ?? []).map((date) => ({ date, announcedAt: monday10 })) },
  }) as unknown as ReferenceData

const sight = (
  at: number,
  tickets: readonly Ticket[],
  change: Parameters<typeof reference>[0] = {},
): Sight => ({
  at,
  agentId: sanne.id,
  reference: reference(change),
  rules: {
    agreement: agreement20230224,
    calendar: officeCalendarOf(
      agreement20230224,
      (change.staffDays ?? []).map((date) => ({ date, announcedAt: monday10 })),
    ),
  },
  tickets,
})

const own = received({ assigneeId: sanne.id })
const late = monday10 + 6 * hour
const away = (change: Parameters<typeof sight>[2], ticket = own): AwayReport | null =>
  awayReport(departureAt(sight(late, [own])), sight(late + hour, [ticket], change))

describe('a report of an absence', () => {
  it('is none where nothing is different', () => {
    expect(away({})).toBeNull()
  })

  it('names the ticket that others worked on, from the version that was known', () => {
    const report = away({}, { ...own, version: own.version + 2 })
    expect(report?.tickets).toEqual([{ id: own.id, since: own.version, moved: [] }])
    expect([report?.from, report?.to]).toEqual([late, late + hour])
  })

  it('tells that a staff day was announced, and which deadlines moved with it', () => {
    const before = departureAt(sight(late, [{ ...own, priority: 'medium' }]))
    const report = awayReport(before, sight(late + hour, [own], { staffDays: [tuesday] }))
    expect(report?.closedOn).toEqual([tuesday])
    const moved = report?.tickets.flatMap((ticket) => ticket.moved) ?? []
    expect(moved.length).toBeGreaterThan(0)
    const calendar = calendarOf(agreement20230224)
    for (const { from, to, byOffice } of moved) {
      expect(byOffice).toBe(true)
      expect(calendar.between(from, to)).toBeGreaterThan(0)
    }
  })

  it('says that a staff day moved a deadline also where somebody worked on the ticket, and not where that did', () => {
    const before = departureAt(sight(late, [own]))
    const worked = { ...own, version: own.version + 1 }
    const byOffice = (ticket: Ticket, staffDays: readonly string[]) =>
      awayReport(before, sight(late + hour, [ticket], { staffDays }))?.tickets.flatMap(({ moved }) =>
        moved.map((each) => each.byOffice),
      )
    const waited = { kind: 'external', from: monday10, to: monday10 + hour } as const
    expect(new Set(byOffice(worked, [tuesday]))).toEqual(new Set([true]))
    expect(new Set(byOffice({ ...worked, facts: { ...own.facts, waits: [waited] } }, []))).toEqual(
      new Set([false]),
    )
  })

  it('tells another role, and a customer that was deactivated', () => {
    const report = away({ role: 'senior', active: false })
    expect(report).toMatchObject({ role: { from: 'agent', to: 'senior' }, inactive: [uuidOf(50)] })
  })

  it('tells of a ticket that is this person’s now', () => {
    const before = departureAt(sight(late, []))
    expect(awayReport(before, sight(late + hour, [own]))?.tickets).toEqual([
      { id: own.id, since: 0, moved: [] },
    ])
  })
})

describe('what is compared', () => {
  it('is this person’s own tickets that are not closed', () => {
    const tickets: readonly Ticket[] = [
      own,
      { ...own, id: uuidOf(101), status: 'closed' },
      { ...own, id: uuidOf(102), assigneeId: uuidOf(2) },
      { ...own, id: uuidOf(103), status: 'solved' },
    ]
    expect(departureAt(sight(late, tickets)).tickets.map(({ id }) => id)).toEqual([own.id, uuidOf(103)])
  })

  it('is each clock that runs: one that stopped moved by nobody’s days', () => {
    const before = departureAt(sight(late, [own]))
    expect(Object.keys(before.tickets[0]?.dues ?? {})).toEqual(['response', 'aim'])
    const closed: Ticket = { ...own, status: 'closed', version: own.version + 1 }
    const report = awayReport(before, sight(late + hour, [closed], { staffDays: [tuesday] }))
    expect(report?.tickets).toMatchObject([{ moved: [] }])
  })

  it('is the office’s days: one that is open again, and one that was known tell nothing else', () => {
    const before = departureAt(sight(late, [], { staffDays: [tuesday, '2026-02-04'] }))
    expect(awayReport(before, sight(late + hour, [], { staffDays: ['2026-02-04'] }))).toMatchObject({
      openOn: [tuesday],
      closedOn: [],
    })
    const inactive = departureAt(sight(late, [], { active: false }))
    expect(awayReport(inactive, sight(late + hour, [], { active: false }))).toBeNull()
  })
})

describe('two absences', () => {
  const report = (change: Partial<AwayReport>): AwayReport => ({
    from: 0,
    to: 1,
    role: null,
    closedOn: [],
    openOn: [],
    inactive: [],
    tickets: [],
    ...change,
  })
  const moved = (from: number, to: number) => ({ name: 'aim', from, to, byOffice: true }) as const

  it('become one, from the first to the last', () => {
    const both = joined(
      report({
        closedOn: [tuesday],
        role: { from: 'agent', to: 'senior' },
        tickets: [{ id: 'a', since: 3, moved: [moved(0, hour)] }],
      }),
      report({
        from: 5,
        to: 9,
        openOn: [tuesday],
        tickets: [
          { id: 'a', since: 7, moved: [moved(hour, 2 * hour)] },
          { id: 'b', since: 1, moved: [] },
        ],
      }),
    )
    expect(both).toEqual(
      report({
        from: 0,
        to: 9,
        role: { from: 'agent', to: 'senior' },
        tickets: [
          { id: 'a', since: 3, moved: [moved(0, 2 * hour)] },
          { id: 'b', since: 1, moved: [] },
        ],
      }),
    )
  })

  it('of which the second undoes the first tell nothing of it', () => {
    const there = report({
      role: { from: 'agent', to: 'senior' },
      tickets: [{ id: 'a', since: 3, moved: [moved(0, hour)] }],
    })
    const back = report({
      role: { from: 'senior', to: 'agent' },
      tickets: [{ id: 'a', since: 3, moved: [moved(hour, 0)] }],
    })
    expect(joined(there, back)).toMatchObject({ role: null, tickets: [{ id: 'a', moved: [] }] })
  })

  it('of which one tells of a clock, a day or a role alone tell that', () => {
    const first = report({ role: { from: 'agent', to: 'senior' }, closedOn: [tuesday], inactive: ['a'] })
    const second = report({ openOn: ['2026-02-05'], inactive: ['a', 'b'] })
    for (const both of [joined(first, second), joined(second, first)])
      expect(both).toMatchObject({
        role: { from: 'agent', to: 'senior' },
        closedOn: [tuesday],
        openOn: ['2026-02-05'],
      })
    expect(joined(first, second).inactive).toEqual(['a', 'b'])
    expect(joined(report({}), report({})).role).toBeNull()
  })

  it('in which a deadline moved by the office and by somebody are not the office’s alone', () => {
    const movedBy = (byOffice: boolean, from: number, to: number) =>
      report({ tickets: [{ id: 'a', since: 1, moved: [{ ...moved(from, to), byOffice }] }] })
    expect(joined(movedBy(true, 0, hour), movedBy(false, hour, 3 * hour)).tickets[0]?.moved).toEqual([
      { name: 'aim', from: 0, to: 3 * hour, byOffice: false },
    ])
    // Less than a minute is the same to a person.
    expect(joined(movedBy(true, 0, hour), movedBy(true, hour, 59_999)).tickets[0]?.moved).toEqual([])
    expect(joined(movedBy(true, 0, hour), movedBy(true, hour, 60_000)).tickets[0]?.moved).toHaveLength(1)
  })
})
