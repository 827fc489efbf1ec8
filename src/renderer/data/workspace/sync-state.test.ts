import { expect, test } from 'vitest'
import type { EngineState } from '../../../shared/sync/engine/engine-types'
import { newEntry } from '../../../shared/sync/engine/outbox-entry'
import type { OutboxEntry } from '../../../shared/sync/engine/outbox-entry'
import { mutationOf, uuidOf } from '../../../shared/tickets/example'
import type { SyncState } from '../protocol'
import { createSyncState } from './sync-state'

const entry = (order: number, state: OutboxEntry['state'] = 'waiting'): OutboxEntry => ({
  ...newEntry(mutationOf('work.start', { occurredAt: null }), null, null),
  order,
  state,
})

/** What a window says whose engine is in that state. */
function window(state: Partial<EngineState>, entries: readonly OutboxEntry[] = []) {
  let now: EngineState = {
    phase: 'online',
    fetched: null,
    message: null,
    cursor: { epoch: uuidOf(1), seq: 4 },
    lastContactAt: 7000,
    waiting: entries.filter((each) => each.state === 'waiting').length,
    needsYou: 1,
    owner: true,
    isBehind: false,
    ...state,
  }
  const sync = createSyncState({
    engine: {
      state: () => now,
      entries: () => entries,
      serverTime: () => ({ isCertain: () => false }) as never,
    },
    ticketsCached: () => 12,
    clockOffset: () => -500,
    undelivered: () => 2,
  })
  return { sync, become: (next: Partial<EngineState>) => (now = { ...now, ...next }) }
}

test('replies that did not reach everybody need their author, beside what the server sent back', () => {
  const { sync } = window({})
  expect(sync.now()).toEqual({
    phase: 'online',
    fetched: null,
    message: null,
    lastContactAt: 7000,
    waiting: 0,
    needsYou: 3,
    behind: 0,
    sending: null,
    owner: true,
    isBehind: false,
    ticketsCached: 12,
    clockOffsetMs: -500,
    clockIsCertain: false,
  })
})

test('work that waits for a decision is not counted as being sent, nor any without a server', () => {
  const stuck = [entry(1, 'held'), entry(2), entry(3)]
  expect(window({}, stuck).sync.now()).toMatchObject({ waiting: 2, behind: 2, sending: null })
  const { sync, become } = window({}, [entry(1), entry(2)])
  expect(sync.now().sending).toEqual({ at: 1, of: 2 })
  become({ phase: 'offline' })
  expect(sync.now().sending).toBeNull()
  become({ phase: 'first-sync' })
  expect(sync.now().sending).toEqual({ at: 1, of: 2 })
})

test('a window that does not sync says what the one that does says of the line, and its own of all else', () => {
  const { sync, become } = window({ owner: false, phase: 'starting', lastContactAt: null, waiting: 4 })
  const owners: SyncState = {
    phase: 'offline',
    fetched: { tickets: 3, of: 9 },
    ticketsCached: 99,
    lastContactAt: 8000,
    clockOffsetMs: 9,
    clockIsCertain: true,
    waiting: 98,
    needsYou: 97,
    behind: 96,
    sending: { at: 2, of: 5 },
    owner: true,
    isBehind: true,
    message: { code: 'busy', message: 'Later.' },
  }
  sync.hearOwner(owners)
  expect(sync.now()).toEqual({
    ...owners,
    owner: false,
    ticketsCached: 12,
    clockOffsetMs: -500,
    clockIsCertain: false,
    waiting: 4,
    needsYou: 3,
    behind: 0,
  })
  // The other one was closed: what it said last is no longer how things are.
  become({ owner: true, phase: 'online' })
  expect(sync.now()).toMatchObject({ phase: 'online', owner: true, message: null, isBehind: false })
})
