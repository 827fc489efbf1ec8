import { expect, test } from 'vitest'
import { eventOf, monday10, received as receivedTicket, sanne, ticketId, uuidOf } from '../tickets/example'
import { decodeBucket, decodeChange, decodeLine, receivedPage } from './received'
import { foldPage, pageJoins, ticketsOf } from './engine/pull-page'

const epoch = uuidOf(1)
const unknownEvent = {
  id: uuidOf(9),
  ticketId,
  version: 2,
  at: monday10,
  recordedAt: monday10,
  actor: sanne,
  mutationId: null,
  type: 'ticket.merged',
  into: uuidOf(101),
}
const note = eventOf({ type: 'note.added', text: 'After it' }, monday10, 3)
const office = { name: 'Desk', demo: false, staffDays: [], teams: [], motto: 'On time' }
const pageOf = (...changes: readonly object[]) => ({
  epoch,
  after: 4,
  to: 4 + changes.length,
  head: 4 + changes.length,
  durableSeq: 4,
  serverTime: monday10,
  changes: changes.map((change, index) => ({ seq: 5 + index, ...change })),
})
const before = { tickets: new Map([[ticketId, receivedTicket()]]), reference: null }
const cursor = { epoch, seq: 4 }

test('a page with an event and a change of a newer server is read, joins, and moves the cursor on', () => {
  const page = receivedPage.parse(
    pageOf(
      { kind: 'ticket', ticketId, events: [unknownEvent, note] },
      { kind: 'article', article: { id: uuidOf(3), title: 'How to' } },
      { kind: 'office', office },
    ),
  )
  expect(pageJoins(cursor, page)).toBe(true)
  expect(ticketsOf(page)).toEqual([ticketId])
  const commit = foldPage(cursor, page, before)
  expect(commit).toMatchObject({ to: { epoch, seq: 7 }, unknown: true, reference: { office } })
  expect(commit?.tickets).toMatchObject([{ version: 3, notes: 1, unknownEvents: 1 }])
  expect(commit?.events).toMatchObject([{ type: 'unknown', original: unknownEvent }, note])
})

test('a change of a known kind that cannot be read is passed over, and counted', () => {
  const agent = { id: uuidOf(4), name: 'R2', email: '', role: 'auditor', teamId: null, active: true }
  const page = receivedPage.parse(pageOf({ kind: 'agent', agent }))
  expect(foldPage(cursor, page, before)).toMatchObject({ to: { seq: 5 }, reference: null, unknown: true })
})

test('what this version knows all of leaves nothing to read again', () => {
  const known = eventOf({ type: 'work.started' }, monday10, 2)
  const page = receivedPage.parse(pageOf({ kind: 'ticket', ticketId, events: [known] }))
  expect(foldPage(cursor, page, before)).toMatchObject({ unknown: false })
})

test('a page is refused as damaged where a change has no position', () => {
  const change = { seq: 'five', kind: 'article' }
  expect(decodeChange(change)).toBeNull()
  expect(receivedPage.safeParse(pageOf(change)).success).toBe(false)
})

test.each([
  ['a ticket without events', { kind: 'ticket', ticketId, events: [] }],
  ['a ticket whose events are no list', { kind: 'ticket', ticketId, events: {} }],
  ['a ticket without an id', { kind: 'ticket', ticketId: null, events: [note] }],
  ['no kind', { ticketId }],
])('a damaged change that has %s is passed over, and what comes after it goes on', (_, change) => {
  const page = receivedPage.parse(pageOf(change, { kind: 'office', office }))
  expect(pageJoins(cursor, page)).toBe(true)
  expect(foldPage(cursor, page, before)).toMatchObject({ to: { seq: 6 }, tickets: [], reference: { office } })
})

test.each([
  ['with others around it', [{}, note], 3],
  ['alone', [{ ...unknownEvent, version: null }], 2],
])('a damaged event %s keeps its place, so that later ones follow on it', (_, events, version) => {
  const page = receivedPage.parse(
    pageOf(
      { kind: 'ticket', ticketId, events },
      { kind: 'ticket', ticketId, events: [{ ...note, id: uuidOf(10), version: version + 1 }] },
    ),
  )
  const commit = foldPage(cursor, page, before)
  expect(commit?.events[0]).toMatchObject({ type: 'unknown', ticketId, version: 2, isDamaged: true })
  expect(commit?.tickets).toMatchObject([{ version: version + 1, unknownEvents: 1 }])
})

test('a ticket looks the same by a bucket as by its events one by one', () => {
  const created = eventOf(
    {
      type: 'ticket.created',
      number: 1042,
      channel: 'mail',
      fields: fieldsOf(),
      attention: null,
    },
    monday10,
    1,
  )
  const byEvents = foldPage(
    cursor,
    receivedPage.parse(pageOf({ kind: 'ticket', ticketId, events: [created, unknownEvent, note] })),
    { tickets: new Map(), reference: null },
  )?.tickets[0]
  // The newer server's own fold knows more of it.
  const theirs = { ...byEvents, unknownEvents: undefined, status: 'merged', mergedInto: uuidOf(101) }
  const line = {
    line: 'bucket',
    bucket: 2,
    tickets: [theirs],
    timelines: { [ticketId]: [created, unknownEvent, note] },
  }
  const bucket = decodeBucket(JSON.parse(JSON.stringify(line)))
  expect(bucket).toMatchObject({ unknown: true, tickets: [byEvents] })
  expect(bucket?.timelines[ticketId]).toMatchObject([created, { type: 'unknown' }, note])
})

test('a ticket that an older server could not fold whole is folded again by an app that can', () => {
  const ticket = receivedTicket()
  const created = eventOf(
    { type: 'ticket.created', number: 1042, channel: 'mail', fields: fieldsOf(), attention: null },
    monday10,
    1,
  )
  const started = eventOf({ type: 'work.started' }, monday10, 2)
  const stored = { ...ticket, version: 2, unknownEvents: 1 }
  const line = { line: 'bucket', bucket: 2, tickets: [stored], timelines: { [ticketId]: [created, started] } }
  expect(decodeBucket(line)?.tickets[0]).toMatchObject({ version: 2, facts: { workStartedAt: monday10 } })
})

test('a damaged ticket keeps no other of its bucket back, and is read as far as it can be', () => {
  const created = eventOf(
    { type: 'ticket.created', number: 1042, channel: 'mail', fields: fieldsOf(), attention: null },
    monday10,
    1,
  )
  const good = { ...receivedTicket(), id: uuidOf(102), version: 1 }
  const stored = { ...receivedTicket(), version: 2 }
  const bucketOf = (tickets: readonly unknown[], timelines: object) =>
    decodeBucket({
      line: 'bucket',
      bucket: 2,
      tickets: [good, ...tickets],
      timelines: { [good.id]: [{ ...created, ticketId: good.id }], ...timelines },
    })
  expect(bucketOf([stored], { [ticketId]: [created, {}] })).toMatchObject({
    unknown: true,
    leftOut: 0,
    tickets: [good, { ...stored, unknownEvents: 1 }],
    timelines: { [ticketId]: [created, { type: 'unknown', version: 2, isDamaged: true }] },
  })
  for (const damaged of [null, { ...stored, facts: null }])
    expect(bucketOf([damaged], { [ticketId]: [created] })).toMatchObject({
      unknown: true,
      leftOut: 0,
      tickets: [good, { id: ticketId, number: 1042, version: 1 }],
    })
  expect(bucketOf([null], { [ticketId]: [{}] })).toMatchObject({ unknown: true, leftOut: 1, tickets: [good] })
  expect(bucketOf([null], { [ticketId]: null })).toMatchObject({ unknown: true, leftOut: 1, tickets: [good] })
})

test('lines of a snapshot of a kind that is not known are passed over; of a damaged office what can be read counts', () => {
  expect(decodeLine({ line: 'articles', articles: [] })).toEqual({ line: 'unknown' })
  const agents = [{ id: uuidOf(4), name: 'R2', email: '', role: 'auditor', teamId: null, active: true }]
  const start = {
    line: 'start',
    epoch,
    seq: 4,
    durableSeq: 4,
    serverTime: 1,
    tickets: 0,
    customers: [],
    agents,
    office,
  }
  expect(decodeLine(start)).toMatchObject({ agents: [], office, unknown: true })
  for (const damaged of [{ name: 'Desk', teams: 'none' }, null])
    expect(decodeLine({ ...start, office: damaged })).toMatchObject({
      office: { name: damaged ? 'Desk' : '', demo: false, staffDays: [], teams: [] },
      unknown: true,
    })
})

function fieldsOf() {
  const { subject, customerId, reporter, language, teamId, assigneeId, type, priority, cover } =
    receivedTicket()
  return { subject, customerId, reporter, language, teamId, assigneeId, type, priority, cover }
}
