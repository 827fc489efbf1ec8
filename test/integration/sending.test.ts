import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { sendLimits } from '../../src/server/sync/send-limits'
import { databaseKinds } from './support/databases'
import type { Client } from './support/client'
import { aCustomer } from './support/desk'
import { createTicket, reply, seenOf } from './support/mutations'
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
    use.desk.clock.now += 3_600_000
    const id = await ticketOf(use.client)
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
    use.desk.clock.now += 3_600_000
    expect(await send(use.client, id, ['another@elsewhere.example'])).toMatchObject([{ result: 'applied' }])
  })

  it('is so many replies an hour, which nobody writes by hand', async () => {
    use.desk.clock.now += 3_600_000
    const id = await ticketOf(use.client)
    expect(await send(use.client, id, ['key@customer.example'])).toMatchObject([{ result: 'applied' }])
    await use.desk.context.database.queries.execute(
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
    await use.desk.context.database.queries.execute(sql`delete from sender_domains`)
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

  it('keeps its domain for as long as it is used', async () => {
    expect(await setDomains('other.example')).toMatchObject({ status: 409, body: { code: 'domain-in-use' } })
  })
})
