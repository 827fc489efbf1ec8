import { expect, test } from 'vitest'
import { createSyncEngine } from './engine'
import type { CacheStore, EnginePorts, Journal, OutboxStore, RawAnswer } from './ports'

const done = Promise.resolve({ ok: true } as const)
const journal: Journal = { append: () => done, read: () => Promise.resolve([]), forget: () => done }
const outbox: OutboxStore = {
  all: () => Promise.resolve([]),
  write: () => Promise.resolve([]),
  writeIf: () => Promise.resolve(true),
}
const cache = {
  position: () => Promise.resolve(null),
  isOutdated: () => Promise.resolve(false),
  partialSnapshot: () => Promise.resolve(null),
  lastContact: () => Promise.resolve(null),
  noteContact: () => Promise.resolve(),
  reference: () => Promise.resolve(null),
} as unknown as CacheStore
const nothing = () => undefined

const refused = (status: number): RawAnswer => ({
  status,
  contentType: 'application/json',
  retryAfterMs: null,
  protocol: null,
  text: () => Promise.resolve(JSON.stringify({ code: 'sign-in-expired', message: 'Sign in again.' })),
  lines: () => (async function* () {})(),
})

/** An engine whose requests are answered by hand. */
async function engineByHand() {
  const asked: ((answer: RawAnswer | null) => void)[] = []
  const ports: EnginePorts = {
    clock: { wall: () => 0, monotonic: () => 0 },
    random: () => 0.5,
    cache,
    outbox,
    journal,
    transport: { request: () => new Promise((resolve) => asked.push(resolve)) },
  }
  const who = { workspaceId: 'office', agentId: 'me', deviceId: 'device' }
  let told = 0
  const notices = {
    state: () => void told++,
    base: nothing,
    outbox: nothing,
    sending: nothing,
  }
  const engine = createSyncEngine(ports, who, notices)
  await engine.open()
  await engine.own()
  /** The next request, as soon as it was made. */
  async function request(): Promise<(answer: RawAnswer | null) => void> {
    for (;;) {
      const made = asked.shift()
      if (made) return made
      await Promise.resolve()
    }
  }
  return { engine, request, told: () => told }
}

test('a sign-in that ended freezes the queue until the next one', async () => {
  const { engine, request } = await engineByHand()
  const step = engine.step()
  ;(await request())(refused(401))
  await step
  expect(engine.state().phase).toBe('signed-out')
  expect(engine.wakeAt()).toBeNull()
  engine.signedIn()
  expect(engine.wakeAt()).not.toBeNull()
})

test('a late refusal of the former sign-in does not freeze the new one', async () => {
  const { engine, request } = await engineByHand()
  const step = engine.step()
  const answer = await request()
  engine.signedIn()
  answer(refused(401))
  await step
  expect(engine.state().phase).not.toBe('signed-out')
  void engine.step()
  await request()
})

test('what the live stream says is contact, and is told', async () => {
  const { engine, told } = await engineByHand()
  const before = told()
  engine.heard({ epoch: '018f0000-0000-7000-8000-000000000001', head: 7, durableSeq: 7, serverTime: 5000 })
  expect(engine.state().lastContactAt).toBe(5000)
  expect(told()).toBe(before + 1)
})
