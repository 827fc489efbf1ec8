import { expect, test } from 'vitest'
import { plainQuery } from '../protocol'
import type { QueueQuery } from '../protocol'
import type { QueueEntry } from './queue-entry'
import { createQueueModel } from './queue-model'

const now = 1_770_000_000_000
const viewer = { agentId: 'me', teamId: 'ours' }
const everything: QueueQuery = { ...plainQuery, view: 'all' }

function ticket(id: string, change: Partial<QueueEntry> = {}, due: number | null = null): QueueEntry {
  return {
    id,
    number: 1000 + id.length,
    subject: id,
    preview: '',
    customerId: null,
    teamId: null,
    tags: [],
    reporterName: '',
    assigneeId: null,
    type: null,
    priority: null,
    status: 'open',
    waiting: null,
    escalationLevel: 0,
    attention: false,
    undelivered: [],
    pending: 0,
    needsYou: false,
    version: 1,
    createdAt: now,
    endedAt: null,
    updatedAt: now,
    clock:
      due === null ? null : { name: 'response', target: 'response', due, remainingMs: null, missed: false },
    riskAt: due === null ? Infinity : due - 3_600_000,
    missAt: due ?? Infinity,
    occasions: [],
    replyWaits: false,
    ...change,
  }
}

function ids(
  model: ReturnType<typeof createQueueModel>,
  query: Partial<QueueQuery>,
  at = now,
): readonly string[] {
  return [...model.query({ ...everything, ...query }, viewer, at, null)].map(
    (row) => model.entry(row)?.id ?? '',
  )
}

test('the queue stands by next deadline; what has no clock comes last', () => {
  const model = createQueueModel()
  model.put([ticket('none'), ticket('late', {}, now + 9), ticket('soon', {}, now + 1)])
  expect(ids(model, {})).toEqual(['soon', 'late', 'none'])
})

test('a ticket that changes takes its new place, and one that goes leaves none', () => {
  const model = createQueueModel()
  model.put(Array.from({ length: 20 }, (_, i) => ticket(`t${i}`, {}, now + i)))
  expect(ids(model, {})[0]).toBe('t0')
  model.put([ticket('t0', {}, now + 100)])
  expect(ids(model, {}).at(-1)).toBe('t0')
  model.remove('t5')
  expect(ids(model, {})).not.toContain('t5')
  expect(model.size()).toBe(19)
})

test('at risk and missed come by time alone, and the next moment at which they do is known', () => {
  const model = createQueueModel()
  const due = now + 7_200_000
  model.put([ticket('t', {}, due)])
  expect(ids(model, { view: 'at-risk' })).toEqual([])
  const risky = model.nextBoundary(now) ?? 0
  expect(risky).toBe(due - 3_600_000)
  expect(ids(model, { view: 'at-risk' }, risky)).toEqual(['t'])
  const missed = model.nextBoundary(risky) ?? 0
  expect(ids(model, { view: 'missed' }, due)).toEqual([])
  expect(ids(model, { view: 'missed' }, missed)).toEqual(['t'])
  expect(model.nextBoundary(missed)).toBeNull()
})

test('views and filters count the same tickets that they show', () => {
  const model = createQueueModel()
  model.put([
    ticket('mine', { assigneeId: 'me', teamId: 'ours', priority: 'high' }),
    ticket('team', { assigneeId: 'other', teamId: 'ours' }),
    ticket('free'),
    ticket('done', { assigneeId: 'me', status: 'solved' }),
  ])
  const counts = model.counts(viewer, now)
  expect(counts).toMatchObject({ mine: 1, team: 2, unassigned: 1, solved: 1, all: 4 })
  expect(ids(model, { view: 'mine' })).toEqual(['mine'])
  expect(ids(model, { priority: 'high' })).toEqual(['mine'])
})

test('each view shows what belongs in it, and nothing that is done', () => {
  const model = createQueueModel()
  model.put([
    ticket('waits', { status: 'waiting', assigneeId: 'other' }),
    ticket('high', { escalationLevel: 1, assigneeId: 'other' }),
    ticket('look', { attention: true, status: 'closed', assigneeId: 'other', escalationLevel: 2 }),
    ticket('solved', { status: 'solved', teamId: 'ours' }, now - 1),
    ticket('closed', { status: 'closed', teamId: 'ours' }, now + 1),
    ticket('late', { teamId: 'theirs', assigneeId: 'other' }, now - 1),
  ])
  const shown = (view: QueueQuery['view']) => ids(model, { view, sort: 'newest' })
  expect(shown('waiting')).toEqual(['waits'])
  expect(shown('escalated')).toEqual(['high'])
  expect(shown('attention')).toEqual(['look'])
  expect(shown('solved')).toEqual(['look', 'solved', 'closed'])
  expect(shown('team')).toEqual([])
  expect(shown('unassigned')).toEqual([])
  expect(shown('missed')).toEqual(['late'])
  expect(shown('at-risk')).toEqual([])
  const counts = model.counts(viewer, now)
  for (const [view, count] of Object.entries(counts))
    expect([view, count]).toEqual([view, shown(view as 'all').length])
})

test('who belongs to no team has no team’s tickets, and nobody’s are not theirs', () => {
  const model = createQueueModel()
  model.put([ticket('free'), ticket('ours', { teamId: 'ours' })])
  expect(model.counts({ agentId: null, teamId: null }, now)).toMatchObject({ mine: 0, team: 0, all: 2 })
  // The team that somebody joins has its tickets at once.
  expect(model.counts({ agentId: 'me', teamId: 'ours' }, now)).toMatchObject({ team: 1 })
})

test.each([
  ['newest', ['b', 'c', 'a', 'd']],
  ['updated', ['c', 'd', 'a', 'b']],
  ['priority', ['d', 'a', 'c', 'b']],
  ['deadline', ['c', 'd', 'a', 'b']],
] as const)('in the order %s', (sort, order) => {
  const model = createQueueModel()
  const frozen = { name: 'response', target: 'response', due: null, remainingMs: 5, missed: false } as const
  const put = () =>
    model.put([
      ticket('a', { createdAt: 2, updatedAt: 3, priority: 'medium', clock: frozen }),
      ticket('b', { createdAt: 4, updatedAt: 2 }),
      ticket('c', { createdAt: 3, updatedAt: 9, priority: 'low' }, now + 1),
      ticket('d', { createdAt: 1, updatedAt: 4, priority: 'high' }, now + 2),
    ])
  put()
  expect(ids(model, { sort })).toEqual(order)
  // Also after all of it was read anew, and after one by one.
  model.clear()
  expect(ids(model, { sort })).toEqual([])
  put()
  expect(ids(model, { sort })).toEqual(order)
})

test('whatever changes, the list is the one that would be sorted afresh', () => {
  const model = createQueueModel()
  let random = 7
  const next = (below: number): number => (random = (random * 16_807) % 2_147_483_647) % below
  const standing = new Map<string, QueueEntry>()
  for (let turn = 0; turn < 60; turn++) {
    for (let changes = next(8); changes >= 0; changes--) {
      const id = `t${next(60)}`
      if (next(4) === 0) {
        model.remove(id)
        standing.delete(id)
      } else {
        const entry = ticket(id, { assigneeId: next(2) === 0 ? 'me' : null }, now + next(40))
        model.put([entry])
        standing.set(id, entry)
      }
    }
    const dueOf = (id: string): number => standing.get(id)?.clock?.due ?? 0
    const shown = ids(model, { view: 'mine' })
    const mine = [...standing.values()].filter(({ assigneeId }) => assigneeId === 'me').map(({ id }) => id)
    expect(shown.toSorted()).toEqual(mine.toSorted())
    expect(shown.map(dueOf)).toEqual(mine.map(dueOf).toSorted((a, b) => a - b))
    expect(model.counts(viewer, now).mine).toBe(mine.length)
    expect(model.size()).toBe(standing.size)
  }
})

test('a ticket is found by its number, and one that went by none', () => {
  const model = createQueueModel()
  model.put([ticket('a', { number: 7 }), ticket('b', { number: null })])
  expect(model.byNumber(7)?.id).toBe('a')
  model.remove('a')
  expect([model.byNumber(7), model.get('a'), model.rowOf('a')]).toEqual([undefined, undefined, undefined])
  model.remove('nobody')
  expect(model.size()).toBe(1)
})

test('replies that did not reach everybody are known by their author, until they are settled or their ticket goes', () => {
  const model = createQueueModel()
  const failed = (authorId: string) => [
    { replyId: 'r', authorId, state: 'failed', reachesCustomer: false } as const,
  ]
  model.put([
    ticket('a', { undelivered: failed('me') }),
    ticket('b', { undelivered: failed('other') }),
    ticket('c', { undelivered: failed('me') }),
  ])
  const mine = () => model.undeliveredOf('me').map(({ id }) => id)
  expect(mine()).toEqual(['a', 'c'])
  model.put([ticket('a')])
  expect(mine()).toEqual(['c'])
  model.remove('c')
  expect(mine()).toEqual([])
  model.put([ticket('a', { undelivered: failed('me') })])
  model.clear()
  expect(mine()).toEqual([])
})

test('what a search found is what is shown of a view', () => {
  const model = createQueueModel()
  model.put([ticket('a'), ticket('b'), ticket('c')])
  const row = model.rowOf('b')
  expect([...model.query(everything, viewer, now, (each) => each === row)]).toEqual([row])
})

test('a tag is found whatever its case, until its ticket loses it or goes', () => {
  const model = createQueueModel()
  model.put([ticket('a', { tags: ['Printer', 'VAT'] }), ticket('b', { tags: ['printer'] }), ticket('c')])
  const found = (tag: string) => ids(model, { ...everything, tag })
  expect(found('PRINTER')).toEqual(['a', 'b'])
  expect(found('till')).toEqual([])
  model.put([ticket('a', { tags: ['VAT'] })])
  expect([found('printer'), found('vat')]).toEqual([['b'], ['a']])
  model.remove('b')
  expect(found('printer')).toEqual([])
  model.clear()
  expect(found('vat')).toEqual([])
})
