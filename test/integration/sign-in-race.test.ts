import { describe, expect, it } from 'vitest'
import type { Session } from '../../src/shared/sync/wire'
import { databaseKinds } from './support/databases'
import { ask } from './support/client'
import type { Client } from './support/client'
import { password } from './support/desk'
import { useDesk } from './support/use-desk'

const rounds = 4
const clients = 6

/** Somebody who knows the password and keeps a sign-in under way at all times. */
describe.each(databaseKinds)('a sign-in that is under way on %s', (kind) => {
  const use = useDesk(kind, 'administrator')

  /** Signs in again and again until told to stop; answers all tokens that it got. */
  function keepSigningIn(
    email: string,
    secret: string,
  ): (() => Promise<readonly string[]>) & { readonly begun: Promise<void> } {
    const tokens: string[] = []
    let going = true
    let begin = () => {}
    /** Somebody has signed in, and goes on trying. */
    const begun = new Promise<void>((resolve) => (begin = resolve))
    const loops = Array.from({ length: clients }, async () => {
      while (going) {
        const { status, body } = await ask<Session>(
          use.desk.address,
          'POST',
          '/v1/sign-in',
          { email, password: secret, device: 'a thief' },
          { 'x-forwarded-for': '198.51.100.7' },
        )
        if (status !== 200) return
        tokens.push(body.token)
        begin()
      }
    })
    const stop = async () => {
      going = false
      await Promise.all(loops)
      return tokens
    }
    return Object.assign(stop, { begun })
  }

  const writesWith = async (token: string): Promise<boolean> => {
    const headers = { authorization: `Bearer ${token}` }
    return (await ask(use.desk.address, 'POST', '/v1/presence', {}, headers)).status !== 401
  }
  const survivorsOf = async (tokens: readonly string[]): Promise<number> => {
    const alive = await Promise.all(tokens.map(writesWith))
    return alive.filter(Boolean).length
  }
  const change = (client: Client, more: object) => {
    const { id, ...fields } = use.workspace.agents.agent
    return client.replace(`/v1/agents/${id}`, { ...fields, ...more })
  }

  it('never outlives a new password', async () => {
    let present = password
    for (let round = 0; round < rounds; round++) {
      const stop = keepSigningIn(use.workspace.agents.agent.email, present)
      await stop.begun
      present = `another long password ${round}`
      expect((await change(use.client, { password: present })).status).toBe(200)
      const tokens = await stop()
      expect(tokens.length).toBeGreaterThan(0)
      expect(await survivorsOf(tokens)).toBe(0)
    }
    expect((await change(use.client, { password })).status).toBe(200)
  })

  it('never outlives a deactivation, not even when the agent may sign in again later', async () => {
    for (let round = 0; round < rounds; round++) {
      const stop = keepSigningIn(use.workspace.agents.agent.email, password)
      await stop.begun
      expect((await change(use.client, { active: false })).status).toBe(200)
      const tokens = await stop()
      expect(tokens.length).toBeGreaterThan(0)
      expect((await change(use.client, { active: true })).status).toBe(200)
      expect(await survivorsOf(tokens)).toBe(0)
      // What those clients tried meanwhile counts as wrong: a quarter of an hour later it is over.
      use.desk.clock.now += 16 * 60_000
    }
  })
})
