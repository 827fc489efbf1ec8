import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { SentMail } from '../../src/shared/sync/wire'
import { pushLimits } from '../../src/shared/sync/wire'
import { mutationBytes, whyTooLarge } from '../../src/shared/sync/wire-size'
import { databaseKinds } from './support/databases'
import { createTicket, mutationOf, nothingSeen, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('pushing on %s', (kind) => {
  const use = useDesk(kind)

  const newTicket = async (fields = {}) => {
    const id = randomUUID()
    const [created] = await use.client.push(createTicket(id, fields))
    expect(created?.result).toBe('applied')
    return use.client.ticket(id)
  }
  const head = async () => (await use.client.snapshot()).start.seq

  it('numbers new tickets one after the other', async () => {
    const first = await newTicket()
    const second = await newTicket()
    expect(second.number).toBe((first.number ?? 0) + 1)
  })

  it('applies every kind of mutation in turn, and the ticket follows', async () => {
    const { id } = await newTicket({ customerId: use.workspace.customer.id })
    const act = async (...args: Parameters<typeof mutationOf>) => {
      const ticket = await use.client.ticket(id)
      const [type, , given] = args
      const [outcome] = await use.client.push(mutationOf(type, id, given as never, { seen: seenOf(ticket) }))
      expect(outcome, type).toMatchObject({ result: 'applied', reason: null })
      return use.client.ticket(id)
    }
    const at = { occurredAt: null }
    const attempt = { channel: 'email', note: 'Gemaild' } as const
    await act('ticket.edit', id, { changes: [{ field: 'priority', from: null, to: 'medium' }] })
    await act('feedback.give', id, { channel: 'telephone', note: 'Gebeld', ...at })
    await act('work.start', id, at)
    await act('note.add', id, { text: 'Het lag aan de reeks.' })
    await act('contact.log', id, { attempt, ...at })
    expect(
      await act('wait.start', id, { kind: 'key-user', reason: 'Vraag', contactAttempt: attempt, ...at }),
    ).toMatchObject({ status: 'waiting' })
    await act('wait.end', id, at)
    await act('ticket.escalate', id, { level: 1, reason: 'Het duurt te lang' })
    const recording = { recordingId: randomUUID(), url: 'https://video.example/1', title: 'Uitleg', note: '' }
    expect(await act('recording.add', id, recording)).toMatchObject({ recordings: 1 })
    expect(
      await act('ticket.solve', id, { resolution: 'Reeks hersteld', anyway: false, ...at }),
    ).toMatchObject({
      status: 'solved',
    })
    await act('ticket.reopen', id, { reason: 'Toch niet' })
    expect(await act('ticket.close', id, { reason: 'withdrawn', note: '', anyway: false })).toMatchObject({
      status: 'closed',
      facts: { priorities: [{ priority: 'medium' }] },
    })
  })

  it('lets only who may end an escalation', async () => {
    const { id } = await newTicket()
    await use.client.push(mutationOf('ticket.escalate', id, { level: 1, reason: 'Nu' }))
    const end = () => mutationOf('escalation.end', id, { note: '' })
    const [refused] = await use.client.push(end())
    expect(refused).toMatchObject({ result: 'rejected', reason: { code: 'not-allowed' } })
    const senior = await use.desk.signIn(use.workspace.agents.senior)
    expect(await senior.push(end())).toMatchObject([{ result: 'applied' }])
  })

  it.each([
    ['no-ticket', () => mutationOf('note.add', randomUUID(), { text: 'x' })],
    ['unknown-customer', () => createTicket(randomUUID(), { customerId: randomUUID() })],
    ['unknown-agent', () => createTicket(randomUUID(), { assigneeId: randomUUID() })],
    ['unknown-mutation', () => createTicket(randomUUID(), {}, { type: 'ticket.vanish' })],
    ['unknown-mutation', () => createTicket(randomUUID(), {}, { v: 7 })],
    ['unknown-mutation', () => createTicket(randomUUID(), {}, { type: '__proto__' })],
    ['invalid-mutation', () => createTicket(randomUUID(), {}, { args: { channel: 'pigeon' } })],
    ['invalid-mutation', () => createTicket(randomUUID(), { subject: 'nul \u0000 byte' })],
    ['invalid-mutation', () => createTicket(randomUUID(), { subject: 'half \ud800 pair' })],
    ['dependency-failed', () => createTicket(randomUUID(), {}, { after: [randomUUID()] })],
  ])('rejects with %s, and changes nothing', async (code, make) => {
    const before = await head()
    const [outcome] = await use.client.push(make())
    expect(outcome).toMatchObject({ result: 'rejected', seq: null, reason: { code } })
    expect(outcome?.reason?.message.length).toBeGreaterThan(10)
    expect(await head()).toBe(before)
  })

  it('refuses what the state of the ticket forbids', async () => {
    const ticket = await newTicket()
    const args = { resolution: '', occurredAt: null, anyway: false }
    const solve = mutationOf('ticket.solve', ticket.id, args, { seen: seenOf(ticket) })
    expect(await use.client.push(solve)).toMatchObject([
      { result: 'rejected', reason: { code: 'feedback-first' } },
    ])
    const end = mutationOf('wait.end', ticket.id, { occurredAt: null })
    expect(await use.client.push(end)).toMatchObject([
      { result: 'rejected', reason: { code: 'wrong-status' } },
    ])
  })

  it('takes nobody’s work from another one’s sign-in', async () => {
    const before = await head()
    const mutations = [createTicket(randomUUID())]
    const push = (authorId: string) =>
      use.client.ask('POST', '/v1/sync/push', { deviceId: randomUUID(), authorId, mutations })
    expect(await push(use.workspace.agents.senior.id)).toMatchObject({
      status: 403,
      body: { code: 'other-author' },
    })
    expect(await head()).toBe(before)
    expect(await push(use.workspace.agents.agent.id)).toMatchObject({ status: 200 })
  })

  it('gives the same outcome however often a mutation is sent, and sends one mail', async () => {
    const ticket = await newTicket()
    const mutation = reply(ticket.id, seenOf(ticket))
    const [first] = await use.client.push(mutation)
    expect(await use.client.push(mutation, mutation)).toEqual([first, first])
    const { body } = await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${ticket.id}`)
    expect(body.mails).toHaveLength(1)
    expect((await use.client.ticket(ticket.id)).publicReplies).toBe(1)
  })

  it('answers the same mutation sent over many connections at once with one outcome', async () => {
    const ticket = await newTicket()
    const mutation = reply(ticket.id, seenOf(ticket))
    const answers = await Promise.all(Array.from({ length: 12 }, () => use.client.push(mutation)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await use.client.ticket(ticket.id)).publicReplies).toBe(1)
  })

  it('creates a ticket once when the creation is sent over many connections at once', async () => {
    const mutation = createTicket(randomUUID())
    const answers = await Promise.all(Array.from({ length: 12 }, () => use.client.push(mutation)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  it('refuses a mutation id that comes with another content, and applies nothing of that batch', async () => {
    const ticket = await newTicket()
    const note = mutationOf('note.add', ticket.id, { text: 'een' })
    await use.client.push(note)
    const other = mutationOf('note.add', ticket.id, { text: 'drie' })
    const before = await head()
    const answer = await use.client.ask('POST', '/v1/sync/push', {
      deviceId: randomUUID(),
      mutations: [other, { ...note, args: { text: 'twee' } }],
    })
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'id-reused', details: { mutationId: note.id } },
    })
    expect(await head()).toBe(before)
  })

  it('holds a reply that was written before a colleague replied, until it is sent anyway', async () => {
    const ticket = await newTicket()
    const colleague = await use.desk.signIn(use.workspace.agents.senior)
    await colleague.push(reply(ticket.id, seenOf(ticket)))
    const [held] = await use.client.push(reply(ticket.id, seenOf(ticket)))
    expect(held).toMatchObject({ result: 'held', seq: null, reason: { code: 'colleague-replied' } })
    const [sent] = await use.client.push(reply(ticket.id, seenOf(ticket), { anyway: true }))
    expect(sent).toMatchObject({ result: 'applied' })
  })

  it('sends the reply that was written together with its ticket while there was no network', async () => {
    const id = randomUUID()
    const colleague = await use.desk.signIn(use.workspace.agents.senior)
    const outcomes = await use.client.push(createTicket(id), reply(id, nothingSeen))
    expect(outcomes).toMatchObject([{ result: 'applied' }, { result: 'applied' }])
    expect(await colleague.push(reply(id, nothingSeen))).toMatchObject([{ result: 'held' }])
  })

  it('merges edits of different fields, and keeps the losing value of the same field in the history', async () => {
    const ticket = await newTicket()
    const edit = (field: 'type' | 'priority', to: string) =>
      mutationOf('ticket.edit', ticket.id, { changes: [{ field, from: null, to }] }, { seen: seenOf(ticket) })
    expect(await use.client.push(edit('type', 'rfc'), edit('priority', 'low'))).toMatchObject([
      { result: 'applied' },
      { result: 'applied' },
    ])
    expect(await use.client.push(edit('priority', 'high'))).toMatchObject([{ result: 'merged' }])
    expect(await use.client.ticket(ticket.id)).toMatchObject({ type: 'rfc', priority: 'low' })
    const events = (await use.client.snapshot()).timelines.get(ticket.id)
    expect(events?.at(-1)).toMatchObject({ overruled: [{ field: 'priority', to: 'high' }] })
  })

  it('decides on what stands behind a held reply by itself, unless that says what it comes after', async () => {
    const ticket = await newTicket()
    const colleague = await use.desk.signIn(use.workspace.agents.senior)
    await colleague.push(reply(ticket.id, seenOf(ticket)))
    const stale = reply(ticket.id, seenOf(ticket))
    const edit = (more: object) =>
      mutationOf(
        'ticket.edit',
        ticket.id,
        { changes: [{ field: 'type', from: null, to: 'rfc' }] },
        { seen: seenOf(ticket), ...more },
      )
    expect(await use.client.push(stale, edit({ after: [stale.id] }), edit({}))).toMatchObject([
      { result: 'held' },
      { result: 'rejected', reason: { code: 'dependency-failed', details: { mutationId: stale.id } } },
      { result: 'applied' },
    ])
  })

  it('rejects what depends on a rejected mutation, and goes on with the rest of the batch', async () => {
    const ticket = await newTicket()
    const bad = mutationOf('wait.end', ticket.id, { occurredAt: null })
    const dependent = mutationOf('note.add', ticket.id, { text: 'na' }, { after: [bad.id] })
    const free = mutationOf('note.add', ticket.id, { text: 'los' })
    expect(await use.client.push(bad, dependent, free)).toMatchObject([
      { result: 'rejected' },
      { result: 'rejected', reason: { code: 'dependency-failed' } },
      { result: 'applied' },
    ])
  })

  it('refuses more than 100 mutations, and more than 256 KB', async () => {
    const push = (mutations: unknown[]) =>
      use.client.ask('POST', '/v1/sync/push', { deviceId: randomUUID(), mutations })
    const many = Array.from({ length: 101 }, () => mutationOf('note.add', randomUUID(), { text: 'x' }))
    expect(await push(many)).toMatchObject({ status: 413, body: { code: 'too-large' } })
    const large = [mutationOf('note.add', randomUUID(), { text: 'x'.repeat(400_000) })]
    expect(await push(large)).toMatchObject({ status: 413, body: { code: 'too-large' } })
  })

  it('takes whatever a client may write, however large', async () => {
    const ticket = await newTicket()
    const empty = mutationOf('note.add', ticket.id, { text: '' })
    const room = pushLimits.bytes - mutationBytes(empty)
    const largest = { ...empty, args: { text: 'Ω'.repeat(Math.floor(room / 2)) } }
    expect(whyTooLarge(largest)).toBeNull()
    expect(await use.client.push(largest)).toMatchObject([{ result: 'applied' }])
  })

  it('sends a reply from the address that the customer has at the office, under a Message-ID of its own', async () => {
    const ticket = await newTicket({ customerId: use.workspace.customer.id })
    await use.client.push(reply(ticket.id, seenOf(ticket)))
    const events = (await use.client.snapshot()).timelines.get(ticket.id)
    const sent = events?.at(-1)
    expect(sent).toMatchObject({
      type: 'reply.sent',
      message: {
        from: { email: use.workspace.customer.email },
        messageId: `${sent?.id}@support.office.example`,
      },
    })
  })

  it('takes an attachment only when it was uploaded', async () => {
    const ticket = await newTicket()
    const id = randomUUID()
    const missing = reply(ticket.id, seenOf(ticket), { attachmentIds: [id] })
    expect(await use.client.push(missing)).toMatchObject([
      { result: 'rejected', reason: { code: 'attachment-missing' } },
    ])
    const upload = await fetch(`${use.desk.address}/v1/attachments/${id}?name=log.txt`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${use.client.session.token}`, 'content-type': 'text/plain' },
      body: 'regel 1',
    })
    expect(upload.status).toBe(200)
    const answer = reply(ticket.id, seenOf(ticket), { attachmentIds: [id] })
    const writtenAt = use.desk.clock.now - 20 * 60_000
    expect(await use.client.push({ ...answer, writtenAt })).toMatchObject([{ result: 'applied' }])
    expect((await use.client.snapshot()).timelines.get(ticket.id)?.at(-1)).toMatchObject({
      // Written without a network, and sent with its file as one without a file is: with both moments.
      saidAt: writtenAt,
      message: { attachments: [{ id, name: 'log.txt', mediaType: 'text/plain', size: 7 }] },
    })
    const file = await use.client.ask<string>('GET', `/v1/attachments/${id}`)
    expect(file.body).toBe('regel 1')
    expect(file.headers.get('content-disposition')).toContain('attachment')
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('ties a file to one ticket, also when two replies name it at once', async () => {
    for (let round = 0; round < 8; round++) {
      const tickets = [await newTicket(), await newTicket()]
      const id = randomUUID()
      await fetch(`${use.desk.address}/v1/attachments/${id}?name=log.txt`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${use.client.session.token}`, 'content-type': 'text/plain' },
        body: 'regel 1',
      })
      const outcomes = await Promise.all(
        tickets.map((ticket) =>
          use.client.push(
            reply(ticket.id, seenOf(ticket), { attachmentIds: [id], to: ['key@customer.example'] }),
          ),
        ),
      )
      expect(
        outcomes
          .flat()
          .map(({ result }) => result)
          .sort(),
      ).toEqual(['applied', 'rejected'])
    }
  })

  it('clamps what a person reports afterwards to what is possible', async () => {
    const ticket = await newTicket()
    const call = (occurredAt: number) =>
      mutationOf('contact.log', ticket.id, { attempt: { channel: 'telephone', note: '' }, occurredAt })
    await use.client.push(call(use.desk.clock.now + 3_600_000), call(ticket.createdAt - 3_600_000))
    const events = (await use.client.snapshot()).timelines.get(ticket.id) ?? []
    expect(events.slice(-2).map(({ at }) => at)).toEqual([use.desk.clock.now, ticket.createdAt])
  })

  it('marks mutations of an unknown ticket version as they are, whatever the author claims to have seen', async () => {
    const ticket = await newTicket()
    const odd = mutationOf('note.add', ticket.id, { text: 'x' }, { seen: { ...nothingSeen, version: 9e15 } })
    expect(await use.client.push(odd)).toMatchObject([{ result: 'applied' }])
  })
})
