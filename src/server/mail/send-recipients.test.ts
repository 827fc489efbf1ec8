import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MailNotice } from './delivery'
import { leaseMs, writeDelivery } from './outbox'
import { decideOnMail } from './outbox-decisions'
import { createMailer } from './send'
import { parseSmtpUrl } from './smtp-settings'
import type { MailSink } from './testing/mail-sink'
import { answer, startMailSink } from './testing/mail-sink'
import type { TestOutbox } from './testing/test-outbox'
import { writeTransaction } from '../db/database'
import { openTestOutbox } from './testing/test-outbox'

const start = Date.parse('2026-11-23T09:00:00Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let outbox: TestOutbox
let sink: MailSink
let notices: MailNotice[]

beforeAll(async () => {
  outbox = await openTestOutbox(start)
}, 60_000)
afterAll(() => outbox.database.close())
beforeEach(async () => {
  sink = await startMailSink()
  notices = []
  await outbox.empty()
})
afterEach(() => sink.close())

const mailer = () =>
  createMailer({
    smtp: { ...parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`), patienceMs: 2000 },
    clock: outbox.clock,
    trouble: async ({ writing }, { workspaceId, id }, { delivery, notice }) => {
      if (notice) notices.push(notice)
      await writeDelivery(writing, { workspaceId, id, delivery }, outbox.now)
    },
  })
const deliver = () => mailer().deliver(outbox.database, outbox.now)

/** What the mail server says to these recipients; anybody else is accepted. */
const refuse = (codes: Readonly<Record<string, number>>): void => {
  sink.onRecipient = (address) => {
    const code = codes[address]
    if (code !== undefined) throw answer(code, `Refused with ${code}`)
  }
}

const [kees, ina, gone] = ['kees@a.example', 'ina@b.example', 'gone@c.example'] as const
const toThree = { to: [kees], cc: [ina, gone] }

describe('a mail to some who are refused', () => {
  it('is tried again only for those who were refused for now, and never sent again to who has it', async () => {
    const id = await outbox.queue(toThree)
    refuse({ [ina]: 450, [gone]: 550 })
    await deliver()
    expect(await outbox.states(id)).toEqual({ [kees]: 'sent', [ina]: 'waiting', [gone]: 'failed' })
    expect(await outbox.row(id)).toMatchObject({ state: 'waiting', next: start + minute })
    expect(notices).toMatchObject([{ kind: 'partly', recipients: [gone] }])
    expect(notices[0]?.error).toContain('Refused with 550')

    refuse({})
    outbox.now = start + minute
    await deliver()
    expect(sink.envelopes).toEqual([[kees], [ina]])
    expect(await outbox.row(id)).toMatchObject({
      state: 'sent',
      error: expect.stringContaining(gone) as string,
    })
    expect(notices).toHaveLength(1)
  })

  it('goes only to who does not have it when a person sends it again', async () => {
    const id = await outbox.queue(toThree)
    refuse({ [gone]: 550 })
    await deliver()
    expect((await outbox.row(id))?.state).toBe('sent')
    expect(
      await writeTransaction(outbox.database, (tx) =>
        decideOnMail(tx, { workspaceId: outbox.workspaceId, id, decided: 'waiting' }, outbox.now),
      ),
    ).not.toBeNull()
    refuse({})
    await deliver()
    expect(sink.envelopes).toEqual([[kees, ina], [gone]])
    expect(
      await writeTransaction(outbox.database, (tx) =>
        decideOnMail(tx, { workspaceId: outbox.workspaceId, id, decided: 'waiting' }, outbox.now),
      ),
    ).toBeNull()
  })

  it('waits for those whom the server had accepted when it refuses the whole of it for now', async () => {
    const id = await outbox.queue(toThree)
    refuse({ [gone]: 550 })
    sink.onData = () => {
      throw answer(452, 'No space')
    }
    await deliver()
    expect(await outbox.states(id)).toEqual({ [kees]: 'waiting', [ina]: 'waiting', [gone]: 'failed' })
    sink.onData = () => undefined
    outbox.now += minute
    await deliver()
    expect(sink.envelopes).toEqual([[kees, ina]])
  })

  it('names an address once that stands under To and Cc, and tries the others when one is none', async () => {
    const id = await outbox.queue({ to: [kees, 'not an address'], cc: ['KEES@a.example'] })
    await deliver()
    expect(sink.envelopes).toEqual([[kees]])
    expect(await outbox.states(id)).toEqual({ [kees]: 'sent', 'not an address': 'failed' })
  })

  it('is known to be offered to some and not to others when its sender dies after the last byte', async () => {
    const id = await outbox.queue(toThree)
    refuse({ [ina]: 450, [gone]: 550 })
    sink.onData = (_, cut) => cut()
    // Its database is gone at the moment of the answer: nothing is written of that.
    const failing = new Proxy(outbox.database.writing, {
      get: (target, name) => {
        if (name !== 'execute') return Reflect.get(target, name) as unknown
        return (statement: never) =>
          sink.accepted.length > 0 ? Promise.reject(new Error('gone')) : target.execute(statement)
      },
    })
    await mailer().deliver({ ...outbox.database, writing: failing }, outbox.now)
    notices = []
    expect(await outbox.row(id)).toMatchObject({ state: 'sending' })
    expect(await outbox.states(id)).toEqual({ [kees]: 'unknown', [ina]: 'waiting', [gone]: 'failed' })

    outbox.now += 2 * leaseMs
    sink.onData = () => undefined
    refuse({})
    await deliver()
    expect(notices).toMatchObject([{ kind: 'partly', recipients: [kees, gone] }])
    outbox.now += hour
    await deliver()
    expect(sink.envelopes).toEqual([[kees], [ina]])
    expect(await outbox.row(id)).toMatchObject({ state: 'failed' })
    expect(await outbox.states(id)).toEqual({ [kees]: 'unknown', [ina]: 'sent', [gone]: 'failed' })
  })
})

describe('a mail that is refused for now', () => {
  /** Lets the clock run to each next try until the mail does not wait any more. Returns when it tried, ms since the start. */
  async function untilItRests(id: string): Promise<readonly number[]> {
    const tries: number[] = []
    for (;;) {
      await deliver()
      tries.push(outbox.now - start)
      const now = await outbox.row(id)
      if (now?.state !== 'waiting') return tries
      outbox.now = now.next
    }
  }

  it('is tried soon at first and then for four to five days, told of once after four hours, and fails at the end', async () => {
    const id = await outbox.queue()
    refuse({ 'kees@vandijk.example': 451 })
    let toldAfter = NaN
    const push = notices.push.bind(notices)
    notices.push = (notice) => {
      if (notice.kind === 'delayed') toldAfter = outbox.now - start
      return push(notice)
    }
    const tries = await untilItRests(id)
    expect(tries[1]).toBeLessThanOrEqual(90_000)
    expect(tries.filter((at) => at < hour).length).toBeGreaterThanOrEqual(4)
    expect(tries.at(-1)).toBeGreaterThanOrEqual(4 * day)
    expect(tries.at(-1)).toBeLessThanOrEqual(5.2 * day)
    expect(tries.length).toBeGreaterThan(30)
    expect(notices.map(({ kind }) => kind)).toEqual(['delayed', 'not-delivered'])
    expect(toldAfter).toBeGreaterThanOrEqual(4 * hour)
    expect(toldAfter).toBeLessThan(5 * hour)
    expect((await outbox.row(id))?.error).toMatch(/five days.*Refused with 451/s)
  }, 60_000)

  it('has a time of its own when a person sends it again days later', async () => {
    const id = await outbox.queue()
    refuse({ 'kees@vandijk.example': 550 })
    await deliver()
    outbox.now += 30 * day
    await writeTransaction(outbox.database, (tx) =>
      decideOnMail(tx, { workspaceId: outbox.workspaceId, id, decided: 'waiting' }, outbox.now),
    )
    refuse({ 'kees@vandijk.example': 451 })
    await deliver()
    expect(await outbox.row(id)).toMatchObject({ state: 'waiting', attempts: 1, next: outbox.now + minute })
  })

  it('does not lose time to days without a mail server', async () => {
    const id = await outbox.queue()
    for (let hours = 0; hours < 24 * 9; hours += 8) {
      await createMailer({ smtp: null, clock: outbox.clock }).deliver(outbox.database, outbox.now)
      outbox.now += 8 * hour
    }
    refuse({ 'kees@vandijk.example': 451 })
    await deliver()
    outbox.now += 9 * day
    await deliver()
    expect(await outbox.row(id)).toMatchObject({ state: 'waiting', attempts: 2 })
    expect(notices).toEqual([])
  })
})
