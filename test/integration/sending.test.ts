import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { rows, writeTransaction } from '../../src/server/db/database'
import type { MutationEnvelope } from '../../src/shared/tickets/mutations'
import { sendLimits } from '../../src/server/mail/send-limits'
import { renewAllEpochs } from '../../src/server/sync/log/epoch'
import type { PushResponse, SentMail } from '../../src/shared/sync/wire'
import { databaseKinds } from './support/databases'
import type { Client } from './support/client'
import { aCustomer } from './support/desk'
import { createTicket, mutationOf, reply, seenOf } from './support/mutations'
import { useDesk } from './support/use-desk'

const addresses = (count: number, name = 'x'): string[] =>
  Array.from({ length: count }, (_, n) => `${name}${n}@elsewhere.example`)

describe.each(databaseKinds)('what an account can send on %s', (kind) => {
  const use = useDesk(kind)

  async function ticketOf(client: Client): Promise<string> {
    const id = randomUUID()
    await client.push(createTicket(id, { customerId: use.workspace.customer.id }))
    return id
  }
  const send = async (client: Client, ticketId: string, to: readonly string[], cc: readonly string[] = []) =>
    client.push(reply(ticketId, seenOf(await client.ticket(ticketId)), { to: [...to], cc: [...cc] }))
  const refusedFor = (code: string) => [{ result: 'rejected', reason: { code } }]

  it('is a reply to so many addresses at once', async () => {
    const id = await ticketOf(use.client)
    const half = sendLimits.recipientsOfOne / 2
    expect(await send(use.client, id, addresses(half), addresses(half + 1, 'y'))).toMatchObject(
      refusedFor('too-many-recipients'),
    )
    expect(await send(use.client, id, addresses(half), addresses(half, 'y'))).toMatchObject([
      { result: 'applied' },
    ])
  })

  it('is so many addresses an hour that had no part in their tickets; those that had do not count', async () => {
    const id = await ticketOf(use.client)
    use.desk.clock.now += 3_600_000
    const each = sendLimits.recipientsOfOne
    for (let n = 0; n * each < sendLimits.newAddressesAnHour; n++)
      expect(await send(use.client, id, addresses(each, `n${n}-`))).toMatchObject([{ result: 'applied' }])
    expect(await send(use.client, id, ['one.more@elsewhere.example'])).toMatchObject(
      refusedFor('too-many-new-addresses'),
    )
    const known = [
      'Key@Customer.example',
      use.workspace.customer.keyUsers[0]?.email ?? '',
      ...addresses(10, 'n0-'),
    ]
    expect(await send(use.client, id, known)).toMatchObject([{ result: 'applied' }])
    const colleague = await use.desk.signIn(use.workspace.agents.senior)
    expect(await send(colleague, id, ['one.more@elsewhere.example'])).toMatchObject([{ result: 'applied' }])
    // To whom anybody of the desk wrote is known to all, on every ticket.
    const other = await ticketOf(use.client)
    expect(await send(use.client, other, ['one.more@elsewhere.example'])).toMatchObject([
      { result: 'applied' },
    ])
    use.desk.clock.now += 3_600_000
    expect(await send(use.client, id, ['another@elsewhere.example'])).toMatchObject([{ result: 'applied' }])
  })

  const reporter = (email: string) => ({ name: 'Koop nu', email, keyUserId: null })
  const mailsTo = async (pattern: string): Promise<number> => {
    const [row] = await rows<{ n: number }>(
      use.desk.context.database.writing,
      sql`select count(*)::int as n from mail_outbox where doc->>'to' like ${pattern}`,
    )
    return row?.n ?? 0
  }

  it('counts what the office confirms because of it: beyond the limit reports are kept and not confirmed', async () => {
    use.desk.clock.now += 3_600_000
    const customerId = use.workspace.customer.id
    const ids = Array.from({ length: sendLimits.newAddressesAnHour + 5 }, () => randomUUID())
    for (const [n, id] of ids.entries()) {
      const fields = { customerId, reporter: reporter(`flood${n}@elsewhere.example`) }
      expect(await use.client.push(createTicket(id, fields))).toMatchObject([{ result: 'applied' }])
    }
    expect(await mailsTo('%flood%')).toBe(sendLimits.newAddressesAnHour)
    // A known customer's own people are confirmed all the same.
    const own = randomUUID()
    const email = use.workspace.customer.keyUsers[0]?.email ?? ''
    await use.client.push(createTicket(own, { customerId, reporter: reporter(email) }))
    expect((await use.client.snapshot()).timelines.get(own)?.map(({ type }) => type)).toContain(
      'confirmation.sent',
    )
    // A note tells of what was left out, once; the next change from the next hour on sends it.
    const last = ids.at(-1) ?? ''
    const note = () => mutationOf('note.add', last, { text: 'Nog iets.' })
    await use.client.push(note())
    const timeline = async () => (await use.client.snapshot()).timelines.get(last) ?? []
    const byOffice = (await timeline()).filter(({ actor }) => actor.kind === 'system')
    expect(byOffice).toMatchObject([{ type: 'note.added', text: expect.stringContaining('no confirmation') }])
    use.desk.clock.now += 3_600_000
    await use.client.push(note())
    expect((await timeline()).filter(({ type }) => type === 'confirmation.sent')).toHaveLength(1)
  })

  it('is not more because a stranger was made the reporter, or a key user by a colleague, just before', async () => {
    use.desk.clock.now += 3_600_000
    const senior = await use.desk.signIn(use.workspace.agents.senior)
    const id = await ticketOf(senior)
    await use.desk.context.database.writing.execute(
      sql`update sent_counts set new_addresses = ${sendLimits.newAddressesAnHour}::int`,
    )
    const changed = await senior.push(
      mutationOf(
        'ticket.edit',
        id,
        {
          changes: [
            { field: 'reporter', from: (await senior.ticket(id)).reporter, to: reporter('r@evil.example') },
          ],
        } as never,
        { seen: seenOf(await senior.ticket(id)) },
      ),
    )
    expect(changed).toMatchObject([{ result: 'applied' }])
    expect(await send(senior, id, ['r@evil.example'])).toMatchObject(refusedFor('too-many-new-addresses'))
    const { id: customerId, ...customer } = use.workspace.customer
    const withKeyUser = (email: string) => ({
      ...customer,
      keyUsers: [...customer.keyUsers, { id: randomUUID(), name: 'New', email, telephone: '' }],
    })
    const path = `/v1/customers/${customerId}`
    expect((await senior.replace(path, withKeyUser('k@evil.example'))).status).toBe(200)
    expect(await send(senior, id, ['k@evil.example'])).toMatchObject(refusedFor('too-many-new-addresses'))
    expect(await send(senior, id, [customer.keyUsers[0]?.email ?? ''])).toMatchObject([{ result: 'applied' }])
    const administrator = await use.desk.signIn(use.workspace.agents.administrator)
    expect((await administrator.replace(path, withKeyUser('a@firm.example'))).status).toBe(200)
    expect(await send(senior, id, ['a@firm.example'])).toMatchObject([{ result: 'applied' }])
    expect((await senior.replace(path, withKeyUser('later@firm.example'))).status).toBe(200)
    use.desk.clock.now += 25 * 3_600_000
    await send(senior, id, ['key@customer.example'])
    await use.desk.context.database.writing.execute(
      sql`update sent_counts set new_addresses = ${sendLimits.newAddressesAnHour}::int`,
    )
    expect(await send(senior, id, ['later@firm.example'])).toMatchObject([{ result: 'applied' }])
  })

  /** Sends as a client that says that a log of before may have had it. */
  async function pushAgain(mutations: readonly MutationEnvelope[]) {
    const body = { deviceId: randomUUID(), mutations, again: mutations.map(({ id }) => id) }
    return (await use.client.ask<PushResponse>('POST', '/v1/sync/push', body)).body.outcomes
  }
  const renew = () =>
    writeTransaction(use.desk.context.database, (tx) => renewAllEpochs(tx, randomUUID, use.desk.clock.now))

  it('is no more for who says that it was sent before, where no backup was restored since it was written', async () => {
    const id = await ticketOf(use.client)
    use.desk.clock.now += 3_600_000
    const seen = seenOf(await use.client.ticket(id))
    const { now } = use.desk.clock
    const written = (to: readonly string[], writtenAt: number) => ({
      ...reply(id, seen, { to: [...to], anyway: true }),
      writtenAt,
    })
    const each = sendLimits.recipientsOfOne
    const batch = (name: string, writtenAt: number) =>
      Array.from({ length: 3 }, (_, n) => written(addresses(each, `${name}${n}-`), writtenAt))
    const twoOfThree = [{ result: 'applied' }, { result: 'applied' }, ...refusedFor('too-many-new-addresses')]
    expect(await pushAgain(batch('early', now - 1))).toMatchObject(twoOfThree)
    use.desk.clock.now += 3_600_000
    await renew()
    const applied = { result: 'applied' }
    expect(await pushAgain(batch('before', now))).toMatchObject([applied, applied, applied])
    expect(await pushAgain([written(addresses(each + 1, 'wide'), now)])).toMatchObject(
      refusedFor('too-many-recipients'),
    )
    expect(await pushAgain(batch('since', use.desk.clock.now))).toMatchObject(twoOfThree)
    // What was not counted, and never left, has made nobody known.
    use.desk.clock.now += 3_600_000
    const sent = async (n: number) => (await send(use.client, id, addresses(each, `before${n}-`)))[0]?.result
    expect([await sent(0), await sent(1), await sent(2)]).toEqual(['applied', 'applied', 'rejected'])
  })

  it('counts what a person has sent again, and tells of it', async () => {
    use.desk.clock.now += 3_600_000
    const { writing: queries } = use.desk.context.database
    const id = await ticketOf(use.client)
    await renew()
    const to = addresses(sendLimits.recipientsOfOne, 'again')
    const before = reply(id, seenOf(await use.client.ticket(id)), { to })
    expect(await pushAgain([before])).toMatchObject([{ result: 'applied' }])
    const { body } = await use.client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${id}`)
    const mail = body.mails.find((each) => each.to.length === to.length)
    const sendAgain = async () => {
      await queries.execute(
        sql`update mail_outbox set state = 'failed', recipients = null where id = ${mail?.id}::uuid`,
      )
      return use.client.ask('POST', `/v1/outbox/${mail?.id}/send-again`)
    }
    const counts = () =>
      rows(
        queries,
        sql`select replies, new_addresses as fresh from sent_counts
          where agent_id = ${use.workspace.agents.agent.id}::uuid order by hour desc limit 1`,
      )
    const [{ replies = 0 } = {}] = (await counts()) as { replies?: number }[]
    expect((await sendAgain()).status).toBe(200)
    expect(await counts()).toMatchObject([{ replies: replies + 1, fresh: to.length }])
    // They are known from now on.
    expect((await sendAgain()).status).toBe(200)
    expect(await counts()).toMatchObject([{ replies: replies + 2, fresh: to.length }])
    await queries.execute(sql`update sent_counts set replies = ${sendLimits.repliesAnHour}::int`)
    expect(await sendAgain()).toMatchObject({ status: 429, body: { code: 'too-many-replies' } })
    const told = await rows(
      queries,
      sql`select after from audit where action = 'mail.sent-again' and subject = ${mail?.id}`,
    )
    expect(told).toHaveLength(2)
    expect(told[0]).toMatchObject({ after: { ticketId: id, to } })
  })

  it('is so many replies an hour, which nobody writes by hand', async () => {
    use.desk.clock.now += 3_600_000
    const id = await ticketOf(use.client)
    expect(await send(use.client, id, ['key@customer.example'])).toMatchObject([{ result: 'applied' }])
    await use.desk.context.database.writing.execute(
      sql`update sent_counts set replies = ${sendLimits.repliesAnHour - 1}::int`,
    )
    expect(await send(use.client, id, ['key@customer.example'])).toMatchObject([{ result: 'applied' }])
    const mutation = reply(id, seenOf(await use.client.ticket(id)))
    expect(await use.client.push(mutation)).toMatchObject(refusedFor('too-many-replies'))
    // The same again has the same outcome; what is no reply goes on.
    expect(await use.client.push(mutation)).toMatchObject(refusedFor('too-many-replies'))
    expect(await use.client.push(createTicket(randomUUID()))).toMatchObject([{ result: 'applied' }])
    use.desk.clock.now += 3_600_000
    expect(await send(use.client, id, ['key@customer.example'])).toMatchObject([{ result: 'applied' }])
  })
})

describe.each(databaseKinds)('the address from which a customer is answered on %s', (kind) => {
  const use = useDesk(kind, 'administrator', { officeAddress: 'support@localhost' })

  const put = (client: Client, email: string, id: string = randomUUID()) =>
    client.replace(`/v1/customers/${id}`, { ...aCustomer('Some'), id: undefined, email })
  const setDomains = (...domains: string[]) => use.client.replace('/v1/office/sender-domains', { domains })

  it('is of a domain that an administrator has entered', async () => {
    const senior = await use.desk.signIn(use.workspace.agents.senior)
    expect(await put(senior, 'a@support.office.example')).toMatchObject({
      status: 400,
      body: { code: 'domain-not-entered', details: { domain: 'support.office.example' } },
    })
    // The first of an administrator enters its domain.
    expect((await put(use.client, 'a@Support.Office.example')).status).toBe(200)
    expect(await use.client.ask('GET', '/v1/office/sender-domains')).toMatchObject({
      body: { domains: ['support.office.example'] },
    })
    expect((await put(senior, 'b@support.office.example')).status).toBe(200)
    for (const email of [
      'c@bank.example',
      'c@support.office.example.evil.example',
      'c@evil-support.office.example',
    ])
      for (const client of [senior, use.client]) expect((await put(client, email)).status, email).toBe(400)
    expect((await senior.ask('PUT', '/v1/office/sender-domains', { domains: [] })).status).toBe(403)
    expect((await setDomains('support.office.example', 'Bücher.example')).body).toMatchObject({
      domains: ['support.office.example', 'xn--bcher-kva.example'],
    })
    expect((await put(senior, 'd@sub.bücher.example')).status).toBe(200)
  })

  it('stays as it was when something else of the customer changes', async () => {
    const { id, ...customer } = use.workspace.customer
    await use.desk.context.database.writing.execute(sql`delete from sender_domains`)
    const senior = await use.desk.signIn(use.workspace.agents.senior)
    const renamed = { ...customer, name: 'Renamed' }
    expect((await senior.replace(`/v1/customers/${id}`, renamed)).status).toBe(200)
  })

  it.each(['localhost', 'com', 'a b.example', 'user@firm.example', '-.example', '192.0.2.1'])(
    'cannot be of %j, which is no domain',
    async (domain) => {
      expect(await setDomains(domain)).toMatchObject({ status: 400, body: { code: 'not-a-domain' } })
    },
  )

  it('is the office’s while the customer is not active, or when its domain was taken away; coming back asks for it', async () => {
    const { writing: queries } = use.desk.context.database
    const senior = await use.desk.signIn(use.workspace.agents.senior)
    const id = randomUUID()
    const customer = { ...aCustomer('Gone'), id: undefined, email: 'x@gone.example' }
    const putWhole = (client: Client, active: boolean) =>
      client.replace(`/v1/customers/${id}`, { ...customer, active })
    const own = ['support.office.example', 'bücher.example']
    expect((await setDomains(...own, 'gone.example')).status).toBe(200)
    expect((await putWhole(senior, true)).status).toBe(200)
    const senderOf = async (ticketId: string): Promise<readonly unknown[]> => {
      const seen = seenOf(await use.client.ticket(ticketId))
      await use.client.push(reply(ticketId, seen, { anyway: true }))
      const found = await rows<{ email: string }>(
        queries,
        sql`select doc->'from'->>'email' as email from mail_outbox where ticket_id = ${ticketId}::uuid
          order by created_at, id`,
      )
      return found.map(({ email }) => email)
    }
    const create = async () => {
      const ticketId = randomUUID()
      expect(await use.client.push(createTicket(ticketId, { customerId: id }))).toMatchObject([
        { result: 'applied' },
      ])
      return ticketId
    }
    // The confirmation, and the reply.
    expect(await senderOf(await create())).toEqual(['x@gone.example', 'x@gone.example'])
    expect((await putWhole(senior, false)).status).toBe(200)
    expect(await senderOf(await create())).toEqual(['support@localhost', 'support@localhost'])
    expect((await setDomains(...own)).status).toBe(200)
    expect(await putWhole(senior, true)).toMatchObject({ status: 400, body: { code: 'domain-not-entered' } })
    await queries.execute(sql`update customers set active = true, doc = jsonb_set(doc::jsonb, '{active}', 'true')::json
      where id = ${id}::uuid`)
    expect(await senderOf(await create())).toEqual(['support@localhost', 'support@localhost'])
    expect((await setDomains(...own, 'gone.example')).status).toBe(200)
    expect(await senderOf(await create())).toEqual(['x@gone.example', 'x@gone.example'])
    await putWhole(senior, false)
    await setDomains(...own)
  })

  it('keeps its domain for as long as it is used', async () => {
    expect(await setDomains('other.example')).toMatchObject({ status: 409, body: { code: 'domain-in-use' } })
  })
})
