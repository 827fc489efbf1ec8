import { describe, expect, it } from 'vitest'
import { removeDevices } from '../../src/server/accounts/devices'
import { databaseKinds } from './support/databases'
import { openLive, until } from './support/live-stream'
import { writeTransaction } from '../../src/server/db/database'
import { useDesk } from './support/use-desk'

describe.each(databaseKinds)('the live stream on %s', (kind) => {
  const use = useDesk(kind)

  it('ends at once with a sign-out, and lets others be', async () => {
    const leaving = await use.desk.signIn(use.workspace.agents.senior)
    const [stays, ends] = [
      await openLive(use.desk.address, use.client.session.token),
      await openLive(use.desk.address, leaving.session.token),
    ]
    await leaving.ask('POST', '/v1/sign-out')
    await until(ends.ended, 1500)
    expect(stays.ended()).toBe(false)
    await stays.close()
  })

  it('ends within some seconds of a sign-out that another server took', async () => {
    const leaving = await use.desk.signIn(use.workspace.agents.senior)
    const [stays, ends] = [
      await openLive(use.desk.address, use.client.session.token),
      await openLive(use.desk.address, leaving.session.token),
    ]
    const owner = { workspaceId: use.workspace.id, agentId: use.workspace.agents.senior.id }
    await writeTransaction(use.desk.context.database, (tx) =>
      removeDevices(tx, owner, 'all', 'ended-elsewhere'),
    )
    await until(ends.ended, 7000)
    expect(stays.ended()).toBe(false)
    await stays.close()
  })

  it('ends when its agent is deactivated', async () => {
    const administrator = await use.desk.signIn(use.workspace.agents.administrator)
    const leaving = await use.desk.signIn(use.workspace.agents['managing-partner'])
    const ends = await openLive(use.desk.address, leaving.session.token)
    const { id, ...fields } = use.workspace.agents['managing-partner']
    const done = await administrator.ask('PUT', `/v1/agents/${id}`, { ...fields, active: false, version: 0 })
    expect(done).toMatchObject({ status: 200 })
    await until(ends.ended, 1500)
  })

  it('takes presence with it: who signed out is on no ticket any more', async () => {
    const ticketId = use.workspace.teamId
    const leaving = await use.desk.signIn(use.workspace.agents.senior)
    const see = async () =>
      (await use.client.ask<{ others: unknown[] }>('POST', '/v1/presence', { ticketId, doing: 'viewing' }))
        .body.others
    await leaving.ask('POST', '/v1/presence', { ticketId, doing: 'writing' })
    expect(await see()).toEqual([{ name: 'Alfa senior', doing: 'writing' }])
    await leaving.ask('POST', '/v1/sign-out')
    expect(await see()).toEqual([])
  })
})
