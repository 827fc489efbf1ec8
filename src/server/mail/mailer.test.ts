import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MailNotice } from './delivery'
import { claimDue, leaseMs, recoverAbandoned, writeDelivery } from './outbox'
import type { Mailer, MailerOptions } from './send'
import { createMailer } from './send'
import { parseSmtpUrl } from './smtp-settings'
import type { MailSink } from './testing/mail-sink'
import { startMailSink } from './testing/mail-sink'
import type { TestOutbox } from './testing/test-outbox'
import { writeTransaction } from '../db/database'
import { openTestOutbox } from './testing/test-outbox'

const start = Date.parse('2026-11-23T09:00:00Z')

let outbox: TestOutbox
let sink: MailSink
let mailers: Mailer[]

beforeAll(async () => {
  outbox = await openTestOutbox(start)
}, 60_000)
afterAll(() => outbox.database.close())
beforeEach(async () => {
  sink = await startMailSink()
  mailers = []
  await outbox.empty()
})
afterEach(async () => {
  vi.useRealTimers()
  await Promise.all(mailers.map((mailer) => mailer.stop()))
  await sink.close()
})

function mailer(options: Partial<MailerOptions> = {}): Mailer {
  const smtp = { ...parseSmtpUrl(`smtp://127.0.0.1:${sink.port}`), patienceMs: 20_000 }
  const made = createMailer({ smtp, clock: outbox.clock, graceMs: 300, ...options })
  mailers.push(made)
  return made
}
const dispatch = (made: Mailer): Promise<unknown> => made.dispatch(outbox.database, outbox.now)

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000
  while (!(await what())) {
    if (Date.now() > end) throw new Error('it did not come about in ten seconds')
    await sleep(10)
  }
}

/** The server holds these recipients up until the test lets them go. */
function holdUp(domain: string): { readonly letGo: () => void; readonly held: () => number } {
  let held = 0
  let letGo = (): void => undefined
  const gate = new Promise<void>((resolve) => (letGo = resolve))
  sink.onRecipient = (address) => {
    if (!address.endsWith(domain)) return
    held += 1
    return gate
  }
  return { letGo, held: () => held }
}

describe('many mails at once', () => {
  it('to a domain that answers slowly leave hands for all others', async () => {
    const slow = holdUp('@slow.example')
    const waiting = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => outbox.queue({ to: [`${n}@slow.example`] })),
    )
    outbox.now += 1
    const others = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7].map((n) => outbox.queue({ to: [`x@${n}.example`] })),
    )
    await dispatch(mailer())
    await until(() => sink.accepted.length === others.length)
    expect(slow.held()).toBeLessThan(4)
    slow.letGo()
    await until(() => sink.accepted.length === others.length + waiting.length)
  })

  it('of which many have a slow domain among their recipients leave hands for all others', async () => {
    const slow = holdUp('.slow.example')
    for (let n = 0; n < 5; n++)
      await outbox.queue({ to: [`x@fast${n}.example`], cc: ['boss@one.slow.example'] })
    for (let n = 0; n < 3; n++) await outbox.queue({ to: [`x@fast${n}.example`], cc: ['U@ONE.Slow.example'] })
    outbox.now += 1
    for (let n = 0; n < 7; n++) await outbox.queue({ to: [`x@${n}.example`] })
    await dispatch(mailer())
    await until(() => sink.accepted.length === 7)
    expect(slow.held()).toBe(2)
    slow.letGo()
    await until(() => sink.accepted.length === 15)
  })

  it('to many slow domains take no hand from the others for long', async () => {
    const slow = holdUp('.slow.example')
    for (let n = 0; n < 24; n++) await outbox.queue({ to: [`x@${n % 12}.slow.example`] })
    outbox.now += 1
    const other = await outbox.queue({ to: ['x@quick.example'] })
    await dispatch(mailer({ hands: { quick: 5, slowAfterMs: 300, slow: 35, toOne: 2 } }))
    await until(async () => (await outbox.row(other))?.state === 'sent')
    slow.letGo()
    await until(() => sink.accepted.length === 25)
  })

  it('to more slow domains than may be slow at once are cut, noted, and tried again later', async () => {
    const slow = holdUp('.slow.example')
    const ids: string[] = []
    for (let n = 0; n < 12; n++) ids.push(await outbox.queue({ to: [`x@${n}.slow.example`] }))
    outbox.now += 1
    const other = await outbox.queue({ to: ['x@quick.example'] })
    await dispatch(mailer({ hands: { quick: 3, slowAfterMs: 1000, slow: 4, toOne: 2 } }))
    await until(async () => (await outbox.row(other))?.state === 'sent')
    const found = () => Promise.all(ids.map((id) => outbox.row(id)))
    await until(async () => (await found()).every((row) => row?.attempts === 1))
    slow.letGo()
    await until(async () => (await found()).every((row) => row?.state !== 'sending'))
    const cut = (await found()).filter((row) => row?.state === 'waiting')
    expect(cut.length).toBeGreaterThan(3)
    for (const row of cut) expect(row).toMatchObject({ attempts: 1, next: outbox.now + 60_000, crashes: 0 })
    expect(cut[0]?.error).toContain('slow to take this mail')
    expect(sink.accepted).toHaveLength(13 - cut.length)
    outbox.now += 60_000
    await mailer().deliver(outbox.database, outbox.now)
    expect(sink.accepted).toHaveLength(13)
  })

  it('are not cut once the mail server has them, however slow it is to say so', async () => {
    let letGo = (): void => undefined
    const gate = new Promise<void>((resolve) => (letGo = resolve))
    let has = 0
    sink.onData = () => {
      has += 1
      return gate
    }
    const ids: string[] = []
    for (let n = 0; n < 4; n++) ids.push(await outbox.queue({ to: [`x@${n}.example`] }))
    await dispatch(mailer({ hands: { quick: 2, slowAfterMs: 1000, slow: 1, toOne: 2 } }))
    await until(() => has === 3)
    await sleep(1200)
    letGo()
    await until(() => sink.accepted.length === 4)
    await until(async () =>
      (await Promise.all(ids.map((id) => outbox.row(id)))).every((row) => row?.state === 'sent'),
    )
  })

  it('go out one after the other on each free hand, while one of them waits for its server', async () => {
    const slow = holdUp('@slow.example')
    await outbox.queue({ to: ['a@slow.example'] })
    outbox.now += 1
    for (let n = 0; n < 12; n++) await outbox.queue({ to: [`x@${n}.example`] })
    await dispatch(mailer())
    await until(() => sink.accepted.length === 12)
    slow.letGo()
  })
})

describe('a server that stops', () => {
  it('cuts what was not handed over, which waits again as if it had not been tried', async () => {
    const slow = holdUp('@vandijk.example')
    const id = await outbox.queue()
    const made = mailer()
    await dispatch(made)
    await until(() => slow.held() === 1)
    const before = performance.now()
    await made.stop()
    expect(performance.now() - before).toBeLessThan(1000)
    expect(await outbox.row(id)).toMatchObject({ state: 'waiting', attempts: 0, crashes: 0, next: start })
    slow.letGo()
    sink.onRecipient = () => undefined
    await mailer().deliver(outbox.database, outbox.now)
    expect(sink.accepted).toHaveLength(1)
  })

  it('waits a little for the answer to what was handed over', async () => {
    let has = false
    sink.onData = async () => {
      has = true
      await sleep(100)
    }
    const id = await outbox.queue()
    const made = mailer({ graceMs: 5000 })
    await dispatch(made)
    await until(() => has)
    await made.stop()
    expect((await outbox.row(id))?.state).toBe('sent')
  })

  it('does not wait for ever: without an answer a person decides', async () => {
    let answerNow = (): void => undefined
    sink.onData = () => new Promise((resolve) => (answerNow = resolve))
    const id = await outbox.queue()
    const made = mailer({ graceMs: 200 })
    await dispatch(made)
    await until(async () => (await outbox.row(id))?.recipients !== null)
    const before = performance.now()
    await made.stop()
    expect(performance.now() - before).toBeLessThan(1500)
    expect(await outbox.row(id)).toMatchObject({ state: 'failed' })
    expect(await outbox.states(id)).toEqual({ 'kees@vandijk.example': 'unknown' })
    answerNow()
  })

  it('begins nothing any more', async () => {
    const made = mailer()
    await made.stop()
    await outbox.queue()
    await dispatch(made)
    expect(sink.accepted).toHaveLength(0)
  })
})

describe('a sender that dies', () => {
  const claim = (mayCrash: boolean) =>
    writeTransaction(outbox.database, (tx) =>
      claimDue(tx, outbox.now, { limit: 5, hasServer: true, mayCrash }),
    )
  const die = async (): Promise<void> => {
    outbox.now += leaseMs + 1
    await writeTransaction(outbox.database, (tx) => recoverAbandoned(tx, outbox.now))
  }

  it('with the same mail three times before the last byte leaves it to a person, with a note', async () => {
    const notices: MailNotice[] = []
    const id = await outbox.queue()
    await claim(true)
    await die()
    await claim(true)
    await die()
    expect(await outbox.row(id)).toMatchObject({ state: 'waiting', crashes: 2 })
    await claim(true)
    outbox.now += leaseMs + 1
    await mailer({
      trouble: async ({ writing }, { workspaceId, id: mailId }, { delivery, notice }) => {
        if (notice) notices.push(notice)
        await writeDelivery(writing, { workspaceId, id: mailId, delivery }, outbox.now)
      },
    }).deliver(outbox.database, outbox.now)
    expect(await outbox.row(id)).toMatchObject({ state: 'failed' })
    expect(notices).toMatchObject([{ kind: 'not-delivered', recipients: ['kees@vandijk.example'] }])
    expect(notices[0]?.error).toContain('3 times')
    expect(sink.accepted).toHaveLength(0)
  })

  it('takes mails that were in a dead one’s hands one by one, so that only the guilty one comes to three', async () => {
    for (const to of ['a@one.example', 'b@two.example', 'c@three.example']) await outbox.queue({ to: [to] })
    await claim(true)
    await die()
    const slow = holdUp('example')
    await outbox.queue({ to: ['new@four.example'] })
    await dispatch(mailer())
    await until(() => slow.held() === 2)
    const states = await outbox.database.writing.execute(
      sql`select crashes from mail_outbox where state = 'sending' order by crashes`,
    )
    expect((states as unknown as { rows: unknown }).rows).toEqual([{ crashes: 0 }, { crashes: 1 }])
    slow.letGo()
    await until(() => sink.accepted.length === 4)
  })

  it('leaves mails whose notes cannot be written behind those that can be put before a person', async () => {
    const ids: string[] = []
    for (let n = 0; n < 25; n++) ids.push(await outbox.queue())
    await outbox.database.writing.execute(
      sql`update mail_outbox set state = 'sending', attempts = 1, lease_until = 0, handed_over_at = ${start}`,
    )
    const last = ids.at(-1) ?? ''
    await outbox.database.writing.execute(
      sql`update mail_outbox set lease_until = 1 where id = ${last}::uuid`,
    )
    const faults: unknown[] = []
    const made = mailer({
      fault: (error) => void faults.push(error),
      trouble: async ({ writing }, { workspaceId, id }, { delivery }) => {
        if (id !== last) throw new Error('This ticket cannot be read')
        await writeDelivery(writing, { workspaceId, id, delivery }, outbox.now)
      },
    })
    await dispatch(made)
    await dispatch(made)
    expect(faults).toHaveLength(24)
    expect((await outbox.row(last))?.state).toBe('failed')
    for (let n = 0; n < 8; n++) {
      outbox.now += leaseMs + 1
      await dispatch(made)
      await dispatch(made)
    }
    expect((await outbox.row(ids[0] ?? ''))?.state).toBe('failed')
  })
})

describe('a mail in hand', () => {
  it('stays its sender’s for as long as a slow server takes', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const slow = holdUp('@vandijk.example')
    const id = await outbox.queue()
    await dispatch(mailer())
    await until(() => slow.held() === 1)
    for (let seconds = 0; seconds < 200; seconds += 20) {
      outbox.now += 20_000
      await vi.advanceTimersByTimeAsync(20_000)
      await until(async () => ((await outbox.row(id))?.lease ?? 0) > outbox.now)
      expect(await writeTransaction(outbox.database, (tx) => recoverAbandoned(tx, outbox.now))).toEqual([])
    }
    expect(
      await writeTransaction(outbox.database, (tx) =>
        claimDue(tx, outbox.now, { limit: 5, hasServer: true }),
      ),
    ).toEqual([])
    slow.letGo()
    await until(async () => (await outbox.row(id))?.state === 'sent')
    expect(sink.accepted).toHaveLength(1)
  })

  it('is not taken back from a sender whose machine slept', async () => {
    const slow = holdUp('@vandijk.example')
    const id = await outbox.queue()
    const made = mailer()
    await dispatch(made)
    await until(() => slow.held() === 1)
    outbox.now += 3_600_000
    await dispatch(made)
    slow.letGo()
    await until(async () => (await outbox.row(id))?.state === 'sent')
    expect(sink.accepted).toHaveLength(1)
  })

  it('that fails in an unforeseen way is told of, and tried again', async () => {
    const faults: unknown[] = []
    const id = await outbox.queue()
    const keep = () => Promise.reject(new Error('No space left on the disk'))
    await mailer({ keep, fault: (error) => void faults.push(error) }).deliver(outbox.database, outbox.now)
    expect(faults.length).toBeGreaterThan(0)
    expect(await outbox.row(id)).toMatchObject({ state: 'waiting', attempts: 1 })
  })
})
