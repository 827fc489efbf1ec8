import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { hash } from '@node-rs/argon2'
import { rows } from '../../src/server/db/database'
import { linksAnHour } from '../../src/server/accounts/password-links'
import { failuresAllowed, windowMs } from '../../src/server/accounts/throttle'
import { cleanUp } from '../../src/server/jobs/clean-up'
import { createMailer } from '../../src/server/mail/send'
import type { OutgoingMail } from '../../src/server/tickets/outgoing-mail'
import { cleanUpRules } from './support/clean-up-rules'
import { databaseKinds } from './support/databases'
import { ask } from './support/client'
import { password } from './support/desk'
import { useDesk } from './support/use-desk'

const publicUrl = 'https://desk.example.com'

describe.each(databaseKinds)('passwords on %s', (kind) => {
  const use = useDesk(kind, 'administrator', { accounts: { publicUrl } })

  const signIn = (email: string, secret: string) =>
    ask(use.desk.address, 'POST', '/v1/sign-in', { email, password: secret, device: 'test' })

  describe('changed by their owner', () => {
    it('need the present one, and sign out all other devices', async () => {
      const { agent } = use.workspace.agents
      const [here, there] = [await use.desk.signIn(agent), await use.desk.signIn(agent)]
      const change = (present: string, next: string) => here.ask('PUT', '/v1/password', { present, next })
      expect(await change('not the present one', 'quite another one')).toMatchObject({
        status: 403,
        body: { code: 'wrong-password' },
      })
      expect(await change(password, 'quite another one')).toMatchObject({
        status: 200,
        body: { devicesEnded: 1 },
      })
      expect((await there.ask('GET', '/v1/me')).status).toBe(401)
      expect((await here.ask('POST', '/v1/presence', {})).status).toBe(400)
      expect((await signIn(agent.email, password)).status).toBe(401)
      expect((await signIn(agent.email, 'quite another one')).status).toBe(200)
    })

    it('cannot be guessed by who found a device open', async () => {
      const client = await use.desk.signIn(use.workspace.agents.senior)
      const change = (present: string) =>
        client.ask('PUT', '/v1/password', { present, next: 'quite another one' })
      for (let n = 0; n < failuresAllowed.pair; n++)
        expect((await change(`guess number ${n}`)).status).toBe(403)
      expect((await change(password)).status).toBe(429)
      use.desk.clock.now += windowMs
      expect((await change('one more guess')).status).toBe(403)
    })
  })

  it.each([
    ['aaaaaaaaaa', 'password-too-common'],
    ['1234567890', 'password-too-common'],
    ['Password123', 'password-too-common'],
    ['Welkom2026', 'password-too-common'],
    ['          ', 'password-too-short'],
    ['short    \u2003 ', 'password-too-short'],
    ['senior@alfa.example', 'password-is-own-name'],
    ['Alfa Senior 2026!', 'password-is-own-name'],
  ])('such as %j are refused: %s', async (next, code) => {
    const { id, ...fields } = use.workspace.agents.senior
    const answer = await use.client.replace(`/v1/agents/${id}`, { ...fields, password: next })
    expect(answer).toMatchObject({ status: 400, body: { code } })
  })

  it('are the same however a keyboard composes them, also those from before that was so', async () => {
    const { id, ...fields } = use.workspace.agents['managing-partner']
    const [composed, decomposed] = ['één café-ruzie', 'e\u0301e\u0301n cafe\u0301-ruzie']
    await use.client.replace(`/v1/agents/${id}`, { ...fields, password: decomposed })
    expect((await signIn(fields.email, composed)).status).toBe(200)
    expect((await signIn(fields.email, decomposed)).status).toBe(200)
    const raw = await hash(decomposed, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
    await use.desk.context.database.writing.execute(
      sql`update agents set password_hash = ${raw} where id = ${id}::uuid`,
    )
    expect((await signIn(fields.email, decomposed)).status).toBe(200)
  })

  describe('that were forgotten', () => {
    const forgot = (email: string) =>
      ask<object>(use.desk.address, 'POST', '/v1/forgotten-password', { email })
    const mails = async () => {
      await use.desk.context.accounts.background.done()
      return rows<{ id: string; mail: OutgoingMail; state: string }>(
        use.desk.context.database.writing,
        sql`select id, doc as mail, state from mail_outbox where confidential order by created_at, id`,
      )
    }
    const pathIn = ({ text }: OutgoingMail): string =>
      /https:\/\/desk\.example\.com(\/new-password\/\S+)/.exec(text)?.[1] ?? ''
    const open = (path: string, init: RequestInit = {}) => fetch(use.desk.address + path, init)
    const send = (path: string, first: string, again = first) =>
      open(path, { method: 'POST', body: new URLSearchParams({ password: first, again }) })
    const anHourLater = () => {
      use.desk.clock.now += 3_600_001
    }
    const newLink = async (): Promise<string> => {
      anHourLater()
      const before = (await mails()).length
      await forgot(use.workspace.agents.senior.email)
      const found = await mails()
      expect(found).toHaveLength(before + 1)
      return pathIn(found.at(-1)?.mail as OutgoingMail)
    }

    it('are asked for with the same answer, whoever has the address', async () => {
      const known = await forgot(use.workspace.agents.senior.email.toUpperCase())
      const unknown = await forgot('nobody@nowhere.example')
      expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
      const [mail, ...more] = await mails()
      expect(more).toEqual([])
      expect(mail?.mail.to).toEqual([use.workspace.agents.senior.email])
      // Every link in the database is a hash.
      const token =
        pathIn(mail?.mail as OutgoingMail)
          .split('/')
          .at(-1) ?? 'none'
      const links = await rows(use.desk.context.database.writing, sql`select * from password_links`)
      expect(links).toHaveLength(1)
      expect(JSON.stringify(links)).not.toContain(token)
    })

    it('get a page that spends nothing when it is opened, and sets a new one once', async () => {
      const client = await use.desk.signIn(use.workspace.agents.senior)
      const path = await newLink()
      for (let n = 0; n < 3; n++) {
        const page = await open(path, { headers: { 'accept-language': 'en-GB' } })
        expect(page.status).toBe(200)
        expect(await page.text()).toContain('choose a new password')
        expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
        expect(page.headers.get('referrer-policy')).toBe('no-referrer')
      }
      expect((await open(path, { method: 'HEAD' })).status).toBe(200)
      const different = await send(path, 'a fresh long one', 'another long one')
      expect([different.status, await different.text()]).toEqual([
        400,
        expect.stringContaining('niet gelijk'),
      ])
      expect((await send(path, '1234567890')).status).toBe(400)
      expect((await client.ask('GET', '/v1/me')).status).toBe(200)
      const set = await send(path, 'a fresh long one')
      expect([set.status, await set.text()]).toEqual([200, expect.stringContaining('ingesteld')])
      expect((await client.ask('POST', '/v1/presence', {})).status).toBe(401)
      expect((await signIn(use.workspace.agents.senior.email, 'a fresh long one')).status).toBe(200)
      expect((await send(path, 'yet another long one')).status).toBe(410)
      expect((await open(path)).status).toBe(410)
      expect((await open('/new-password/nonsense')).status).toBe(410)
    })

    it('have one winner when a link is used twice at once', async () => {
      const path = await newLink()
      const answers = await Promise.all([send(path, 'the first of two'), send(path, 'the second of two')])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 410])
    })

    it('are not replaced by a link that is an hour old, or older than a newer password', async () => {
      const old = await newLink()
      anHourLater()
      expect((await send(old, 'a fresh long one')).status).toBe(410)
      const path = await newLink()
      const { id, ...fields } = use.workspace.agents.senior
      await use.client.replace(`/v1/agents/${id}`, { ...fields, password: 'set by somebody else' })
      expect((await send(path, 'a fresh long one')).status).toBe(410)
    })

    it('are mailed about at most three times an hour', async () => {
      anHourLater()
      const before = (await mails()).length
      for (let n = 0; n < linksAnHour + 2; n++) await forgot(use.workspace.agents.agent.email)
      expect((await mails()).length - before).toBe(linksAnHour)
    })

    it('are no business of colleagues: the mail is in no outbox, and says nothing when it has left', async () => {
      await newLink()
      const colleague = await use.desk
        .signIn(use.workspace.agents['managing-partner'])
        .catch(() => use.client)
      const { body } = await colleague.ask<{ mails: { subject: string }[] }>('GET', '/v1/outbox')
      expect(body.mails.filter(({ subject }) => subject.includes('wachtwoord'))).toEqual([])
      const [mail] = (await mails()).slice(-1)
      await use.desk.context.database.writing.execute(
        sql`update mail_outbox set state = 'failed' where id = ${mail?.id}::uuid`,
      )
      expect((await colleague.ask('POST', `/v1/outbox/${mail?.id}/send-again`)).status).toBe(404)
      expect((await mails()).at(-1)?.mail.text).toBe('')
    })

    it('do not leave when they waited for longer than their link works', async () => {
      await newLink()
      anHourLater()
      await cleanUp(use.desk.context.database, use.desk.clock.now, cleanUpRules(use.desk.context))
      expect(await mails()).toSatisfy((all: { state: string }[]) =>
        all.every(({ state }) => state === 'failed'),
      )
      const { deliver } = createMailer({ smtp: null, clock: () => use.desk.clock.now })
      expect(await deliver(use.desk.context.database, use.desk.clock.now)).toBe(0)
    })

    it('are never mailed about from a demo workspace', async () => {
      const { writing: queries } = use.desk.context.database
      await queries.execute(sql`update offices set doc = jsonb_set(doc::jsonb, '{demo}', 'true')::json`)
      anHourLater()
      const before = (await mails()).length
      await forgot(use.workspace.agents.senior.email)
      expect(await mails()).toHaveLength(before)
    })
  })
})

describe('a server that does not know its public address', () => {
  const use = useDesk('pglite', 'administrator')

  it('answers a forgotten password the same, and says in the log that it cannot mail', async () => {
    const lines: unknown[] = []
    use.desk.context.log.warn = ((...line: unknown[]) =>
      void lines.push(...line)) as typeof use.desk.context.log.warn
    const { email } = use.workspace.agents.agent
    const answer = await ask(use.desk.address, 'POST', '/v1/forgotten-password', { email })
    expect([answer.status, answer.body]).toEqual([200, {}])
    expect(lines).toEqual([expect.stringContaining('--public-url')])
  })
})
