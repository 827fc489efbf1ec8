import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { closeSilentTickets } from '../../src/server/jobs/auto-close'
import { importMail } from '../../src/server/mail/store'
import type { SentMail } from '../../src/shared/sync/wire'
import type { MutationArgs, MutationType } from '../../src/shared/tickets/mutations'
import { databaseKinds } from './support/databases'
import { createTicket, mutationOf, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

const minute = 60_000
const dayMs = 24 * 60 * minute

describe.each(databaseKinds)('facts and the times that people say, on %s', (kind) => {
  const use = useDesk(kind)

  const newTicket = async (fields = {}): Promise<string> => {
    const id = randomUUID()
    await use.client.push(createTicket(id, { customerId: use.workspace.customer.id, ...fields }))
    return id
  }
  const act = async <T extends MutationType>(type: T, id: string, args: MutationArgs<T>) => {
    const [outcome] = await use.client.push(
      mutationOf(type, id, args, { seen: seenOf(await use.client.ticket(id)) }),
    )
    return outcome
  }
  const told = (id: string) => act('feedback.give', id, { channel: 'telephone', note: '', occurredAt: null })
  const waitFor = (id: string, more: Partial<MutationArgs<'wait.start'>> = {}) =>
    act('wait.start', id, {
      kind: 'key-user',
      reason: 'Vraag',
      contactAttempt: { channel: 'email', note: '' },
      occurredAt: null,
      ...more,
    })
  const close = (id: string) => act('ticket.close', id, { reason: 'no-contact', note: '', anyway: false })
  const subjectsOf = async (id: string) => {
    const { body } = await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${id}`)
    return body.mails.map(({ subject }) => subject.split(':')[0])
  }
  /** A mail on a ticket, received so long ago. */
  const takeMail = async (number: number | null, from: string, ageMs = 0) => {
    const { context, clock } = use.desk
    const at = new Date(clock.now - ageMs).toUTCString()
    const raw =
      `Received: from x by y; ${at}\r\nFrom: Iemand <${from}>\r\nTo: alfa@support.example\r\n` +
      `Subject: Re: [#${number}] Facturen\r\nMessage-ID: <${randomUUID()}@x.example>\r\n\r\nMijn antwoord\r\n`
    const options = { workspaceId: use.workspace.id, receivedAt: 'mail', confirm: false } as const
    return importMail(context, Buffer.from(raw), options)
  }

  it('confirms a report that was written down in the console, once', async () => {
    const id = await newTicket()
    expect(await subjectsOf(id)).toEqual(['Ontvangen'])
    await act('ticket.edit', id, { changes: [{ field: 'priority', from: null, to: 'low' }] })
    expect(await subjectsOf(id)).toEqual(['Ontvangen'])
  })

  it("confirms a stranger's report when an agent has said which customer it is of", async () => {
    const id = await newTicket({ customerId: null })
    expect(await subjectsOf(id)).toEqual([])
    const customerId = use.workspace.customer.id
    await act('ticket.edit', id, { changes: [{ field: 'customerId', from: null, to: customerId }] })
    await act('ticket.edit', id, { changes: [{ field: 'customerId', from: customerId, to: null }] })
    await act('ticket.edit', id, { changes: [{ field: 'customerId', from: null, to: customerId }] })
    expect(await subjectsOf(id)).toEqual(['Ontvangen'])
  })

  it('confirms nothing where there is no address', async () => {
    const id = await newTicket({ reporter: { name: 'Beller', email: '', keyUserId: null } })
    expect(await subjectsOf(id)).toEqual([])
  })

  it('refuses a solution before the last reopening, so that what was missed stays missed', async () => {
    const id = await newTicket()
    await told(id)
    const solve = (occurredAt: number | null) =>
      act('ticket.solve', id, { resolution: 'Zo', occurredAt, anyway: false })
    const solvedAt = use.desk.clock.now
    use.desk.clock.now += 10 * minute
    expect(await solve(solvedAt)).toMatchObject({ result: 'applied' })
    use.desk.clock.now += 60 * minute
    await act('ticket.reopen', id, { reason: 'Toch niet' })
    use.desk.clock.now += 60 * minute
    expect(await solve(solvedAt + 2 * minute)).toMatchObject({
      result: 'rejected',
      reason: { code: 'before-reopening' },
    })
    expect(await use.client.ticket(id)).toMatchObject({ status: 'open' })
  })

  it('closes for want of contact when seven days have passed, and not a second sooner', async () => {
    const id = await newTicket()
    await waitFor(id)
    use.desk.clock.now += 7 * dayMs - 1000
    expect(await close(id)).toMatchObject({ result: 'rejected', reason: { code: 'contact-term-running' } })
    use.desk.clock.now += 1000
    expect(await close(id)).toMatchObject({ result: 'applied' })
  })

  it('never closes for want of contact when the customer answered since the attempt', async () => {
    const id = await newTicket()
    await waitFor(id)
    use.desk.clock.now += dayMs
    const { number } = await use.client.ticket(id)
    await takeMail(number, 'key@customer.example')
    use.desk.clock.now += 8 * dayMs
    expect(await close(id)).toMatchObject({ result: 'rejected', reason: { code: 'no-silence' } })
    expect(await closeSilentTickets(use.desk.context)).toBe(0)
    expect(await subjectsOf(id)).toEqual(['Ontvangen'])
  })

  it('lets a mail that comes in late move only what stood when it was received', async () => {
    const id = await newTicket()
    const { number } = await use.client.ticket(id)
    await told(id)
    use.desk.clock.now += 60 * minute
    await act('ticket.solve', id, { resolution: 'Zo', occurredAt: null, anyway: false })
    use.desk.clock.now += 60 * minute
    await takeMail(number, 'key@customer.example', 90 * minute)
    expect(await use.client.ticket(id)).toMatchObject({ status: 'solved', attention: 'late-mail' })
    await takeMail(number, 'key@customer.example', 30 * minute)
    expect(await use.client.ticket(id)).toMatchObject({ status: 'open' })
  })

  it('lets a late mail end no wait that began after it', async () => {
    const id = await newTicket()
    const { number } = await use.client.ticket(id)
    use.desk.clock.now += 60 * minute
    await waitFor(id)
    use.desk.clock.now += 60 * minute
    await takeMail(number, 'key@customer.example', 90 * minute)
    expect(await use.client.ticket(id)).toMatchObject({ status: 'waiting', attention: 'late-mail' })
  })

  it("takes a supplier's answer for nobody's of the customer", async () => {
    const id = await newTicket()
    const { number } = await use.client.ticket(id)
    const seen = seenOf(await use.client.ticket(id))
    await use.client.push(reply(id, seen, { to: ['help@supplier.example'] }))
    expect((await use.client.ticket(id)).facts.feedbackAt).toBeNull()
    await waitFor(id)
    const byThread = { number, from: 'help@supplier.example' }
    await takeThreadMail(id, byThread.from)
    expect(await use.client.ticket(id)).toMatchObject({ status: 'waiting', openWait: { kind: 'key-user' } })
    await waitFor(id, { kind: 'external', contactAttempt: null })
    await takeThreadMail(id, byThread.from)
    expect(await use.client.ticket(id)).toMatchObject({ status: 'waiting', attention: 'party-answered' })
  })

  /** An answer to the last reply of a ticket. */
  async function takeThreadMail(id: string, from: string): Promise<void> {
    const events = (await use.client.snapshot()).timelines.get(id) ?? []
    const sent = events.findLast((event) => event.type === 'reply.sent')
    const messageId = sent?.type === 'reply.sent' ? sent.message.messageId : null
    const raw =
      `From: Leverancier <${from}>\r\nTo: alfa@support.example\r\nSubject: Re: Facturen\r\n` +
      `In-Reply-To: <${messageId}>\r\nMessage-ID: <${randomUUID()}@x.example>\r\n\r\nOns antwoord\r\n`
    const options = { workspaceId: use.workspace.id, receivedAt: 'now', confirm: true } as const
    await importMail(use.desk.context, Buffer.from(raw), options)
  }
})
