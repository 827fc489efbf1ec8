import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { failuresAllowed, windowMs } from '../../src/server/accounts/throttle'
import { rows } from '../../src/server/db/database'
import type { DeviceList } from '../../src/shared/sync/account-wire'
import type { ApiError, Session } from '../../src/shared/sync/wire'
import { databaseKinds } from './support/databases'
import { ask } from './support/client'
import { password } from './support/desk'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('wrong passwords on %s', (kind) => {
  const use = useDesk(kind, 'administrator')
  let made = 0
  /** A network that nobody has used before. */
  const network = (): string => `198.51.${Math.floor(++made / 250)}.${made % 250}`

  /** The proxy on this machine says from where it comes. */
  const signIn = (email: string, secret: string, from: string, more: object = {}) =>
    ask<Session & ApiError>(
      use.desk.address,
      'POST',
      '/v1/sign-in',
      { email, password: secret, device: 'test', ...more },
      { 'x-forwarded-for': from },
    )
  const wrongly = async (times: number, email: string, from: string, more: object = {}) => {
    for (let n = 0; n < times; n++) await signIn(email, 'a wrong password', from, more)
  }
  /** As if so many had been tried, one after another: real ones take a quarter of a second each. */
  const count = (key: string, failures: number) =>
    use.desk.context.database.writing.execute(sql`
      insert into sign_in_attempts (key, failures, window_started_at)
      values (${key}, ${failures}::int, ${use.desk.clock.now}::double precision)
      on conflict (key) do update set failures = excluded.failures, window_started_at = excluded.window_started_at`)
  const counted = async (key: string): Promise<number> => {
    const [row] = await rows<{ failures: number }>(
      use.desk.context.database.writing,
      sql`select failures from sign_in_attempts where key = ${key}`,
    )
    return row?.failures ?? 0
  }

  it('from one network do not keep the owner out on another', async () => {
    const { email } = use.workspace.agents.agent
    const stranger = network()
    await wrongly(failuresAllowed.pair, email, stranger)
    expect(await signIn(email, password, stranger)).toMatchObject({
      status: 429,
      body: { code: 'too-many-attempts' },
    })
    expect((await signIn(email, password, network())).status).toBe(200)
    use.desk.clock.now += windowMs
    expect((await signIn(email, password, stranger)).status).toBe(200)
  })

  it('are counted together whatever the spelling of the address', async () => {
    const { email } = use.workspace.agents.senior
    const stranger = network()
    await wrongly(failuresAllowed.pair, email, stranger)
    // İ becomes i in the database, ｓ is the wide s, and blanks are cut off.
    for (const spelling of [
      email.toUpperCase(),
      email.replace('i', 'İ'),
      email.replace('s', 'ｓ'),
      ` ${email} `,
    ])
      expect([spelling, (await signIn(spelling, password, stranger)).status]).toEqual([spelling, 429])
  })

  const accountKey = ({ id }: { readonly id: string }): string => `account:${use.workspace.id} ${id}`
  const later = () => {
    use.desk.clock.now += 4 * windowMs
  }

  it('from many networks at one account are bounded, and slow a new place without keeping it out', async () => {
    const agent = use.workspace.agents['managing-partner']
    const { email } = agent
    const [office, deviceId] = [network(), randomUUID()]
    expect((await signIn(email, password, office, { deviceId })).status).toBe(200)
    await count(accountKey(agent), failuresAllowed.account)
    const began = Date.now()
    const from = Array.from({ length: 40 }, () => `203.0.${++made}.1`)
    const answers = Promise.all(from.map((one) => signIn(email, 'a wrong password', one)))
    // The owner passes at once from a known network or device.
    expect((await signIn(email, password, office)).status).toBe(200)
    expect((await signIn(email, password, network(), { deviceId })).status).toBe(200)
    expect(Date.now() - began).toBeLessThan(3000)
    const statuses = (await answers).map(({ status }) => status)
    // One at a time, with pauses that grow: in eighteen seconds there is room for few.
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(15)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(25)
    expect((await signIn(email, password, network())).status).toBe(200)
    later()
  })

  it('from five networks do not keep the right password from a sixth waiting for long', async () => {
    const agent = use.workspace.agents.senior
    const networks = Array.from({ length: 5 }, network)
    await count(accountKey(agent), failuresAllowed.account)
    const going = { on: true }
    const strangers = networks.map(async (one) => {
      while (going.on && (await signIn(agent.email, 'a wrong password', one)).status === 401);
    })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const began = Date.now()
    expect((await signIn(agent.email, password, '192.0.2.77')).status).toBe(200)
    expect(Date.now() - began).toBeLessThan(5000)
    going.on = false
    await Promise.all(strangers)
    later()
  })

  it('are never refreshed by the right password of another workspace’s account under the same address', async () => {
    const beta = await use.desk.workspace('Beta')
    const mallory = await use.desk.signIn(beta.agents.administrator)
    const { id, email } = use.workspace.agents.agent
    const hers = 'a password of her own'
    const account = { name: 'Victor', email, role: 'agent', teamId: null, active: true, password: hers }
    const made = await mallory.replace(`/v1/agents/${randomUUID()}`, account)
    expect(made.status).toBe(200)
    const [from, more] = [network(), { deviceId: randomUUID() }]
    for (let n = 0; n < 2; n++) {
      await wrongly(failuresAllowed.pair - 1, email, from, more)
      expect((await signIn(email, hers, from, more)).body).toMatchObject({ workspaceName: 'Beta' })
    }
    expect((await signIn(email, password, from, more)).status).toBe(429)
    // What she did counts at Victor's account from everywhere, and her own sign-ins there make her no less a stranger to it.
    expect(await counted(accountKey({ id }))).toBe(failuresAllowed.pair)
    // He still gets in himself, also while her account keeps being tried.
    await count(`network:${from}`, 1_000)
    expect((await signIn(email, password, network())).body).toMatchObject({ workspaceName: 'Alfa' })
    later()
  })

  it('do not make a stranger of an owner who gets a new password', async () => {
    const { id, ...fields } = use.workspace.agents.senior
    const [office, deviceId] = [network(), randomUUID()]
    expect((await signIn(fields.email, password, office, { deviceId })).status).toBe(200)
    const next = 'quite another password'
    await use.client.replace(`/v1/agents/${id}`, { ...fields, password: next })
    // Far beyond what a stranger is let in after.
    await count(accountKey({ id }), 100_000)
    const quickly = async (secret: string, from: string, more: object = {}) => {
      const began = Date.now()
      for (let n = 0; n < 3; n++) expect((await signIn(fields.email, secret, from, more)).status).toBe(200)
      expect(Date.now() - began).toBeLessThan(5000)
    }
    await quickly(next, office)
    await quickly(next, network(), { deviceId })
    // Who changed their own is known where they did so.
    const elsewhere = network()
    const { body } = await signIn(fields.email, next, office)
    const auth = { authorization: `Bearer ${body.token}`, 'x-forwarded-for': elsewhere }
    const passwords = { present: next, next: password }
    expect((await ask(use.desk.address, 'PUT', '/v1/password', passwords, auth)).status).toBe(200)
    await quickly(password, elsewhere)
    // A device that was ended from elsewhere, as a lost one is, has to queue with the strangers; another one does not.
    const lost = randomUUID()
    expect((await signIn(fields.email, password, office, { deviceId: lost, device: 'lost' })).status).toBe(
      200,
    )
    const owner = await use.desk.signIn({ ...fields, id })
    const list = await owner.ask<DeviceList>('GET', '/v1/devices')
    const { id: lostId } = list.body.devices.find(({ name }) => name === 'lost') ?? {}
    expect((await owner.ask('DELETE', `/v1/devices/${lostId}`)).status).toBe(200)
    await quickly(password, network(), { deviceId })
    const before = await counted(accountKey({ id }))
    await signIn(fields.email, 'a wrong password', network(), { deviceId: lost })
    expect(await counted(accountKey({ id }))).toBe(before + 1)
    later()
  })

  it('from behind the same proxy do not use up the tries of a device that has signed in', async () => {
    const { email } = use.workspace.agents.agent
    const [office, deviceId] = [network(), randomUUID()]
    expect((await signIn(email, password, office, { deviceId })).status).toBe(200)
    await wrongly(failuresAllowed.pair, email, office)
    expect((await signIn(email, password, office)).status).toBe(429)
    expect((await signIn(email, password, office, { deviceId })).status).toBe(200)
    await wrongly(failuresAllowed.pair, email, office, { deviceId })
    expect((await signIn(email, password, office, { deviceId })).status).toBe(429)
    use.desk.clock.now += windowMs
  })

  it('in masses slow their network down; who knows the password there still gets in', async () => {
    const masses = network()
    await count(`network:${masses}`, failuresAllowed.network)
    const strangers = Promise.all(
      Array.from({ length: 5 }, (_, n) => signIn(`nobody${n}@x.example`, 'a wrong password', masses)),
    )
    const began = Date.now()
    expect((await signIn(use.workspace.agents.senior.email, password, masses)).status).toBe(200)
    await strangers
    // Six in turn, half a second apart.
    expect(Date.now() - began).toBeGreaterThan(1500)
    // That they signed in there lets them pass from now on.
    const again = Date.now()
    const more = Promise.all(
      Array.from({ length: 30 }, (_, n) => signIn(`nobody${n}@x.example`, 'a wrong password', masses)),
    )
    expect((await signIn(use.workspace.agents.senior.email, password, masses)).status).toBe(200)
    expect(Date.now() - again).toBeLessThan(1500)
    // Who does not fit into the lane is not even looked at.
    expect((await more).filter(({ status }) => status === 429).length).toBeGreaterThan(10)
  })

  it('in masses, each at another address, leave a row only for each that had its turn', async () => {
    const { writing: queries } = use.desk.context.database
    const masses = network()
    await count(`network:${masses}`, failuresAllowed.network)
    const [before] = await rows<{ n: number }>(queries, sql`select count(*)::int as n from sign_in_attempts`)
    const emails = Array.from({ length: 60 }, (_, n) => `${n}-${randomUUID()}@x.example`)
    const answers = await Promise.all(emails.map((email) => signIn(email, 'a wrong password', masses)))
    const turns = answers.filter(({ status }) => status === 401).length
    expect(turns).toBeLessThan(emails.length / 2)
    const [after] = await rows<{ n: number; none: number }>(
      queries,
      sql`select count(*)::int as n, (count(*) filter (where failures = 0))::int as none from sign_in_attempts`,
    )
    expect(after).toEqual({ n: (before?.n ?? 0) + 2 * turns, none: 0 })
  })

  it('of a network stay counted when somebody there knows a right one', async () => {
    const shared = network()
    await wrongly(3, 'nobody@x.example', shared)
    expect((await signIn(use.workspace.agents.senior.email, password, shared)).status).toBe(200)
    expect(await counted(`network:${shared}`)).toBe(3)
    expect((await signIn(use.workspace.agents.senior.email, password, shared)).status).toBe(200)
    expect(await counted(`network:${shared}`)).toBe(3)
  })

  it('are said in one log line each that names the network address and no mail address', async () => {
    const lines: object[] = []
    const { log } = use.desk.context
    const info = log.info.bind(log)
    log.info = ((line: object) => void lines.push(line)) as typeof log.info
    const from = network()
    await wrongly(1, use.workspace.agents.agent.email, from)
    log.info = info
    expect(lines).toEqual([{ event: 'sign-in-refused', address: from, reason: 'sign-in-refused' }])
  })
})
