import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { failuresAllowed, windowMs } from '../../src/server/accounts/throttle'
import { rows } from '../../src/server/db/database'
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
    use.desk.context.database.queries.execute(sql`
      insert into sign_in_attempts (key, failures, window_started_at)
      values (${key}, ${failures}::int, ${use.desk.clock.now}::double precision)
      on conflict (key) do update set failures = excluded.failures, window_started_at = excluded.window_started_at`)
  const counted = async (key: string): Promise<number> => {
    const [row] = await rows<{ failures: number }>(
      use.desk.context.database.queries,
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

  it('from many networks at one account are bounded, and its own devices still get in', async () => {
    const { email } = use.workspace.agents['managing-partner']
    const [office, deviceId] = [network(), randomUUID()]
    expect((await signIn(email, password, office, { deviceId })).status).toBe(200)
    const from = Array.from({ length: 100 }, network)
    const answers = await Promise.all(from.map((one) => signIn(email, 'a wrong password', one)))
    const refused = answers.filter(({ status }) => status === 429).length
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(failuresAllowed.account)
    expect(refused).toBe(100 - failuresAllowed.account)
    expect((await signIn(email, password, network())).status).toBe(429)
    expect((await signIn(email, password, office)).status).toBe(200)
    expect((await signIn(email, password, network(), { deviceId })).status).toBe(200)
    use.desk.clock.now += windowMs
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

  it('of a network stay counted when somebody there knows a right one', async () => {
    const shared = network()
    await wrongly(3, 'nobody@x.example', shared)
    expect((await signIn(use.workspace.agents.agent.email, password, shared)).status).toBe(200)
    expect(await counted(`network:${shared}`)).toBe(3)
    expect((await signIn(use.workspace.agents.agent.email, password, shared)).status).toBe(200)
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
