import { expect } from '@playwright/test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ticket } from '../../../src/shared/tickets/ticket'
import type { TcpProxy } from '../../support/tcp-proxy'
import type { Team } from '../support/team'
import type { Looker, Moment, Round } from './restored'
import type { Traveller } from './traveller'

interface Place {
  readonly team: Team
  readonly line: TcpProxy
  readonly desk: Traveller
  readonly looker: Looker
  /** One ticket for each moment. */
  readonly tickets: ReadonlyMap<Moment, Ticket>
}

/** Plays one round and tells of each of its replies what became of it. What a reply says is its own for all rounds. */
export async function playRound(
  { team, line, desk, looker, tickets }: Place,
  round: Round,
  name: string,
): Promise<string> {
  const minute = 60_000
  const wordsOf = (moment: Moment): string => `${name}, ${moment}.`
  const ticketOf = (moment: Moment): Ticket => tickets.get(moment) as Ticket
  const write = async (moment: Moment): Promise<void> => {
    await desk.open(ticketOf(moment))
    await desk.reply(ticketOf(moment), wordsOf(moment))
  }
  const writeAndSend = async (moment: Moment): Promise<void> => {
    await write(moment)
    await expect(desk.status).not.toContainText('to be sent', { timeout: minute })
    const mails = async (): Promise<number> =>
      (await looker.reply(ticketOf(moment).id, wordsOf(moment))).mails
    if (round.awaitsMail) await expect.poll(mails, { timeout: minute }).toBe(1)
  }
  const has = (moment: Moment): boolean => round.moments.includes(moment)

  if (has('before the backup')) await writeAndSend('before the backup')
  const backup = await team.backUp()
  if (has('after the backup')) await writeAndSend('after the backup')
  if (has('as the server died')) {
    await write('as the server died')
    await sleep(round.diesAfterMs)
  }
  await team.killServer()
  line.cut()
  await expect(desk.status).toContainText('Offline', { timeout: minute })
  if (has('with the line cut')) await write('with the line cut')

  await backup.restore()
  backup.discard()
  await team.startServer(0, round.announced)
  line.recover()
  await desk.page.getByRole('button', { name: /Offline/ }).click()
  await expect(desk.status).toContainText('Synced', { timeout: minute })
  await expect(desk.status).not.toContainText('to be sent', { timeout: minute })

  const told: string[] = []
  for (const moment of round.moments) {
    const look = () => looker.reply(ticketOf(moment).id, wordsOf(moment))
    // Nothing is on its way any more, and what did not leave is said on its ticket.
    await expect(async () => {
      const found = await look()
      const isSaid = found.state === 'sent' ? found.mails === 1 : found.state === 'failed' && found.isMarked
      expect(found.entered === 1 && isSaid, `${wordsOf(moment)} ${JSON.stringify(found)}`).toBe(true)
    }).toPass({ timeout: minute })
    const { mails, state } = await look()
    expect(mails, wordsOf(moment)).toBeLessThanOrEqual(1)
    // The device knows that this one never left it: nobody is asked about it.
    if (moment === 'with the line cut') expect({ mails, state }).toEqual({ mails: 1, state: 'sent' })
    told.push(`${moment}: ${mails} mail, ${state ?? 'none'}`)
  }
  return told.join('; ')
}
