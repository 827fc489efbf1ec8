import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { ChangeJournal } from '../../src/server/context'
import type { DeviceList } from '../../src/shared/sync/account-wire'
import { useDesk } from './support/use-desk'

/** A journal that only counts how often the database's own files were made durable. */
let settled = 0
const journal: ChangeJournal = {
  append: () => undefined,
  flush: () => Promise.resolve(),
  keepMark: () => Promise.resolve(),
  durableSeq: () => null,
  settle: () => Promise.resolve(void (settled += 1)),
  size: () => 0,
  close: () => Promise.resolve(),
}
const publicUrl = 'https://desk.example.com'
const use = useDesk('pglite', 'administrator', { journal, accounts: { publicUrl } })

/** What the journal does not hold, such as a password or the end of a sign-in, must be on disk before it is acknowledged. */
it('settles the database’s files after each change that its journal does not hold', async () => {
  const { id, ...fields } = use.workspace.agents.agent
  const agent = await use.desk.signIn(use.workspace.agents.agent)
  const changes: Readonly<Record<string, () => Promise<unknown>>> = {
    'another role': () => use.client.replace(`/v1/agents/${id}`, { ...fields, role: 'senior' }),
    'a staff day': () =>
      use.client.ask('POST', '/v1/office/staff-days', { date: '2026-05-04', name: 'Uitje' }),
    'sender domains': () => use.client.ask('PUT', '/v1/office/sender-domains', { domains: ['firm.example'] }),
    'an own password': () =>
      agent.ask('PUT', '/v1/password', { present: 'horse staple battery', next: 'quite another one' }),
    'a link by mail': async () => {
      await agent.ask('POST', '/v1/forgotten-password', { email: fields.email })
      await use.desk.context.accounts.background.done()
    },
    'a sign-out': () => agent.ask('POST', '/v1/sign-out'),
    'the end of all devices': async () => {
      await use.desk.signIn(use.workspace.agents.senior)
      await use.client.ask('DELETE', `/v1/agents/${use.workspace.agents.senior.id}/devices`)
    },
    'the end of one': async () => {
      await use.desk.signIn(use.workspace.agents.administrator)
      const { body } = await use.client.ask<DeviceList>('GET', '/v1/devices')
      await use.client.ask('DELETE', `/v1/devices/${body.devices.find(({ isThis }) => !isThis)?.id}`)
    },
  }
  for (const [name, change] of Object.entries(changes)) {
    const before = settled
    await change()
    expect(settled, name).toBe(before + 1)
  }
})

it('does not settle for a stranger: wrong passwords cost no disk', async () => {
  const before = settled
  await use.client.ask('POST', '/v1/sign-in', {
    email: `${randomUUID()}@x.example`,
    password: 'x',
    device: 'x',
  })
  await use.client.ask('POST', '/v1/forgotten-password', { email: `${randomUUID()}@x.example` })
  await use.desk.context.accounts.background.done()
  expect(settled).toBe(before)
})
