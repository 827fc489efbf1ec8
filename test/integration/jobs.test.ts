import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeSilentTickets } from '../../src/server/jobs/auto-close'
import { cleanUp, outcomesKeptMs } from '../../src/server/jobs/clean-up'
import { startJobs } from '../../src/server/jobs/loop'
import type { SentMail } from '../../src/shared/sync/wire'
import { databaseKinds } from './support/databases'
import type { Client } from './support/client'
import type { Desk, Workspace } from './support/desk'
import { openDesk } from './support/desk'
import { createTicket, mutationOf, seenOf } from './support/mutations'

const dayMs = 24 * 3_600_000

describe.each(databaseKinds)('what the server does by itself on %s', (kind) => {
  let desk: Desk
  let workspace: Workspace
  let client: Client
  beforeAll(async () => {
    desk = await openDesk(kind)
    workspace = await desk.workspace('Alfa')
    client = await desk.signIn(workspace.agents.agent)
  })
  afterAll(() => desk.close())

  const waitingTicket = async () => {
    const id = randomUUID()
    const contactAttempt = { channel: 'email', note: 'Gemaild' } as const
    await client.push(
      createTicket(id, { customerId: workspace.customer.id }),
      mutationOf('wait.start', id, { kind: 'key-user', reason: 'Vraag', contactAttempt, occurredAt: null }),
    )
    return id
  }
  const mailsOf = async (id: string) =>
    (await client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${id}`)).body.mails

  it('closes a ticket seven days after the last contact attempt, and tells the reporter once', async () => {
    const id = await waitingTicket()
    desk.clock.now += 7 * dayMs - 1000
    expect(await closeSilentTickets(desk.context)).toBe(0)
    desk.clock.now += 1000
    const closed = await Promise.all([closeSilentTickets(desk.context), closeSilentTickets(desk.context)])
    expect(closed[0] + closed[1]).toBe(1)
    expect(await client.ticket(id)).toMatchObject({ status: 'closed' })
    const events = (await client.snapshot()).timelines.get(id)
    expect(events?.slice(-2)).toMatchObject([
      { type: 'ticket.closed', reason: 'no-contact', actor: { kind: 'system' } },
      { type: 'reply.sent', purpose: 'notice' },
    ])
    expect(await mailsOf(id)).toMatchObject([{ to: ['key@customer.example'], state: 'waiting' }])
  })

  it('counts from the latest contact attempt', async () => {
    const id = await waitingTicket()
    desk.clock.now += 5 * dayMs
    const attempt = { channel: 'telephone', note: '' } as const
    await client.push(mutationOf('contact.log', id, { attempt, occurredAt: null }))
    desk.clock.now += 6 * dayMs
    expect(await closeSilentTickets(desk.context)).toBe(0)
    desk.clock.now += dayMs
    expect(await closeSilentTickets(desk.context)).toBe(1)
  })

  it('closes a solved ticket that nobody confirmed, and leaves others alone', async () => {
    const [solved, open] = [randomUUID(), randomUUID()]
    await client.push(createTicket(solved), createTicket(open))
    const seen = seenOf(await client.ticket(solved))
    await client.push(
      mutationOf('feedback.give', solved, { channel: 'telephone', note: '', occurredAt: null }, { seen }),
      mutationOf('ticket.solve', solved, { resolution: 'Zo', occurredAt: null, anyway: false }, { seen }),
    )
    expect(await client.ticket(solved)).toMatchObject({ status: 'solved' })
    desk.clock.now += 7 * dayMs
    expect(await closeSilentTickets(desk.context)).toBe(1)
    expect(await client.ticket(solved)).toMatchObject({ status: 'closed' })
    expect(await client.ticket(open)).toMatchObject({ status: 'new' })
  })

  it('tells the reporter too when a person closes for want of an answer, and not when they asked for it', async () => {
    const [silent, withdrawn] = [await waitingTicket(), await waitingTicket()]
    desk.clock.now += 7 * dayMs
    const seen = seenOf(await client.ticket(silent))
    await client.push(
      mutationOf('ticket.close', silent, { reason: 'no-contact', note: '', anyway: false }, { seen }),
      mutationOf('ticket.close', withdrawn, { reason: 'withdrawn', note: '', anyway: false }, { seen }),
    )
    expect(await mailsOf(silent)).toMatchObject([{ to: ['key@customer.example'] }])
    expect(await mailsOf(withdrawn)).toEqual([])
    expect(await client.ticket(withdrawn)).toMatchObject({ status: 'closed' })
  })

  it('keeps outcomes for 400 days', async () => {
    const mutation = createTicket(randomUUID())
    const [first] = await client.push(mutation)
    desk.clock.now += outcomesKeptMs - 1000
    client = await desk.signIn(workspace.agents.agent)
    await cleanUp(desk.context.database, desk.clock.now)
    expect(await client.push(mutation)).toEqual([first])
    desk.clock.now += 2000
    await cleanUp(desk.context.database, desk.clock.now)
    expect(await client.push(mutation)).toMatchObject([
      { result: 'rejected', reason: { code: 'ticket-exists' } },
    ])
  })

  it('goes on with a job after it failed, and stops when asked', async () => {
    let runs = 0
    const run = () => Promise.reject(new Error(`failure ${++runs}`))
    const jobs = startJobs([{ name: 'failing', everyMs: 5, run }], desk.context.log)
    while (runs < 3) await sleep(5)
    await jobs.stop()
    const then = runs
    await sleep(30)
    expect(runs).toBe(then)
  })
})
