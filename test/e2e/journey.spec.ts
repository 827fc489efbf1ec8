import { setTimeout as sleep } from 'node:timers/promises'
import type { Ticket } from '../../src/shared/tickets/ticket'
import { mutation, seenOf, signInPlainly } from '../support/plain-client'
import { startTcpProxy } from '../support/tcp-proxy'
import { administratorEmail, teamPassword } from '../support/team-workspace'
import { acts, type Office } from './journey/acts'
import { findAll, stopsInTrueOrder } from './journey/found'
import { lookAt, moments, randomFrom, roundBy, type Moment } from './journey/restored'
import { playRound } from './journey/restores'
import { recordStatus } from './journey/status-record'
import { travellerAt, type Traveller } from './journey/traveller'
import { openTeam, sanne, type Team } from './support/team'
import { expect, test } from './support/test'

/** A week away, with bad lines, two devices and crashes: what became of everything that was done. `npm run journey` starts it. */

const english = { args: ['--lang=en-US'] }
const [minute, hour] = [60_000, 3_600_000]
const killsAfter: readonly string[] = ['Invoice has no logo', 'Dialog is left']
const portals = [
  'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<h1>Welcome to the hotel</h1>',
  'HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/welcome\r\nconnection: close\r\n\r\n',
  'HTTP/1.1 511 Network Authentication Required\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<h1>Room?</h1>',
]

async function officeOf(team: Team): Promise<Office> {
  const colleague = await signInPlainly(team.address, administratorEmail)
  return {
    push: async ({ id }, type, args) => {
      const ticket = (await colleague.snapshot()).tickets.find((each) => each.id === id) as Ticket
      const { outcomes } = await colleague.push([mutation(type, id, args, seenOf(ticket), team.now())])
      expect(outcomes, type).toMatchObject([{ result: 'applied' }])
    },
    mail: team.receiveMail,
  }
}

test('what is done on a journey is done once, at its own time, or stands before who did it', async ({
  profile,
}) => {
  test.setTimeout(15 * minute)
  profile.expectProblem(/ERR_|Failed to load resource|50[03]|401/)
  const team = await openTeam()
  const { port } = new URL(team.address)
  const [lineA, lineB] = [await startTcpProxy(Number(port)), await startTcpProxy(Number(port))]
  const tickets = new Map<string, Ticket>()
  const ticketOf = (subject: string): Ticket => tickets.get(subject) as Ticket
  const written = new Map<string, { from: number; to: number }>()
  let back = Infinity
  const outcomes = new Map(Object.keys(acts).map((subject) => [subject, 'sent']))

  try {
    for (const subject of [...Object.keys(acts), 'Sent on a flapping line'])
      tickets.set(subject, await team.report(subject, 3 * hour))
    let office = await officeOf(team)
    for (const [subject, { before }] of Object.entries(acts)) await before?.(office, ticketOf(subject))

    let appA = await profile.launch(english)
    let deskA = travellerAt(appA.page)
    const deskB = travellerAt((await profile.launchOther(english)).page)
    for (const [desk, line] of [
      [deskA, lineA],
      [deskB, lineB],
    ] as const) {
      await desk.signIn(`http://127.0.0.1:${line.port}`, sanne.email)
      await desk.open(ticketOf('Sent on a flapping line'))
      await expect(desk.status).toContainText('Synced', { timeout: 30_000 })
      line.cut()
      await expect(desk.status).toContainText('data of', { timeout: 30_000 })
    }

    await test.step('away: everything is done without a network, with two crashes', async () => {
      await deskA.reportUnknown('Till does not start', 'Since the update.')
      await deskA.noteOnNew('Till does not start', 'Calls back at three.')
      for (const [subject, { offline }] of Object.entries(acts)) {
        await deskA.open(ticketOf(subject))
        const from = team.now()
        await offline(deskA, ticketOf(subject))
        written.set(subject, { from, to: team.now() })
        if (!killsAfter.includes(subject)) continue
        // A moment after its last letter a draft is on the disk.
        await sleep(1000)
        await appA.kill()
        appA = await profile.launch(english)
        deskA = travellerAt(appA.page)
        await expect(deskA.status).toContainText('changes wait to be sent', { timeout: 60_000 })
      }
      await deskB.open(ticketOf('Two devices answer'))
      await deskB.reply(ticketOf('Two devices answer'), 'Answered in the hotel.')
    })

    await test.step('meanwhile: colleagues and customers go on', async () => {
      await team.killServer()
      await team.startServer(20 * minute)
      office = await officeOf(team)
      for (const [subject, { meanwhile }] of Object.entries(acts))
        await meanwhile?.(office, ticketOf(subject))
    })
    back = team.now()

    await test.step('captive portals are never taken for the server', async () => {
      const saidA = await recordStatus(deskA.page)
      const saidB = await recordStatus(deskB.page)
      for (const portal of portals) {
        lineA.portal(portal)
        lineB.portal(portal)
        await deskB.page.getByRole('button', { name: /Offline/ }).click()
        await expect(deskB.status).toContainText(/wants a sign-in of its own|something else answers/, {
          timeout: 30_000,
        })
        await signInInVain(deskA)
      }
      for (const text of [...(await saidA()), ...(await saidB())])
        expect(text).not.toMatch(/Synced|Everything is sent/)
    })

    await test.step('over a slow line what waits goes first, and one sees it go', async () => {
      lineA.slow(2000)
      const said = await recordStatus(deskA.page)
      await deskA.signInAgain()
      await expect(deskA.status).toContainText('Everything is sent', { timeout: 3 * minute })
      const counts = (await said()).flatMap(
        (text) => /\d+ changes? waits? to be sent|Sending \d+ of \d+/.exec(text)?.[0] ?? [],
      )
      expect(new Set(counts).size, `counts seen: ${counts.join(', ')}`).toBeGreaterThan(1)
      await expect(deskA.status).toContainText('Synced', { timeout: 2 * minute })
    })

    await test.step('over a flapping line nothing goes twice', async () => {
      lineA.flap(1200)
      lineB.flap(1500)
      const ticket = ticketOf('Sent on a flapping line')
      await deskA.open(ticket)
      for (const text of ['Once by day.', 'Once by night.']) await deskA.reply(ticket, text)
      await expect(deskB.status).toContainText('1 change needs you', { timeout: 2 * minute })
      await sleep(5000)
      lineA.recover()
      lineB.recover()
      for (const desk of [deskA, deskB]) {
        await expect(desk.status).toContainText('Synced', { timeout: minute })
        await expect(desk.status).toContainText('Everything is sent', { timeout: minute })
      }
    })

    await test.step('what was overtaken is decided on by keyboard, and what was begun is still there', async () => {
      const held = Object.entries(acts).filter(([, act]) => act.held)
      await expect(deskA.status).toContainText(`${held.length + 2} changes need you`, { timeout: minute })
      await deskA.page.keyboard.press('Escape')
      await deskA.goTo('Needs you')
      await expect(deskA.page.getByText('Priority: yours Low, stays High')).toBeVisible()
      await expect(deskA.page.getByText('yours Subject of both, by the traveller')).toBeVisible()
      await expect(deskA.page.getByRole('button', { name: /^Reply.*Which tray did/ })).toBeVisible()
      await expect(deskA.page.getByRole('button', { name: /^Solve.*The fuse was/ })).toBeVisible()
      outcomes.set('Labels are crooked', 'overruled').set('Subject of both', 'overruled')
      outcomes.set('Draft is left', 'kept as a draft').set('Dialog is left', 'kept in its dialog')
      for (const [subject, act] of held) {
        if (!act.held) continue
        await expect(deskA.held(subject)).toContainText(act.held.because)
        await deskA.decide(subject, act.held.decision)
        outcomes.set(subject, `held, then decided: ${act.held.decision}`)
        if (act.held.decision === 'edit') await reopenAndSend(deskA, ticketOf(subject))
      }
      await deskA.seeAll('Overruled')
      await deskA.seeAll('While you were away')
      await expect(deskA.status).not.toContainText('need you')
      await expect(deskA.status).toContainText('Everything is sent', { timeout: minute })

      await deskB.goTo('Needs you')
      await expect(deskB.held('Two devices answer')).toContainText('You replied on another device')
      await deskB.decide('Two devices answer', 'discard')
      await expect(deskB.status).not.toContainText('needs you')
    })

    await test.step('the balance, act by act', async () => {
      const replies = (await findAll(team))('Sent on a flapping line').all('reply.sent')
      expect(replies.map(({ message }) => message.text)).toEqual(['Once by day.', 'Once by night.'])
      // Every reply is one mail: waited for, because mails leave a moment after they are entered.
      await expect
        .poll(async () => doubledOrMissing(await findAll(team), [...tickets.keys()]), { timeout: minute })
        .toEqual([])
      const found = await findAll(team)
      for (const [subject, act] of Object.entries(acts))
        await test.step(subject, () => {
          const { from, to } = written.get(subject) ?? { from: NaN, to: NaN }
          act.balance(found(subject), { from, to, back })
          const { ticket, events } = found(subject)
          const { feedbackAt, workStartedAt, solvedAt, waits } = ticket.facts
          expect({ feedbackAt, workStartedAt, solvedAt, waits }).toEqual(stopsInTrueOrder(events))
          process.stdout.write(`  ${subject.padEnd(24)} ${outcomes.get(subject) ?? ''}\n`)
        })
      const fresh = found('Till does not start')
      expect(fresh.all('note.added')).toMatchObject([{ text: 'Calls back at three.' }])
      expect(fresh.all('message.received')).toMatchObject([{ message: { text: 'Since the update.' } }])

      await deskA.open(ticketOf('Draft is left'))
      const draft = deskA.pane(ticketOf('Draft is left')).getByRole('textbox', { name: 'Reply' })
      await expect(draft).toHaveValue('Which tray did')
      await expect(deskA.row(ticketOf('Draft is left'))).toContainText(
        'Something of yours here is not sent yet',
      )
    })
  } finally {
    await team.close()
    await lineA.close()
    await lineB.close()
  }
})

/** Replies of these tickets that left more than once, or not at all. */
function doubledOrMissing(found: Awaited<ReturnType<typeof findAll>>, subjects: readonly string[]): string[] {
  return subjects.flatMap((subject) => {
    const { all, mails } = found(subject)
    return all('reply.sent')
      .map(({ message }) => `${mails(message.text)} × ${message.text}`)
      .filter((text) => !text.startsWith('1 × '))
  })
}

/** Behind a captive portal nobody is signed in. */
async function signInInVain({ page }: Traveller): Promise<void> {
  await page.getByRole('alert').getByRole('button', { name: 'Sign in' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill(teamPassword)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

async function reopenAndSend(desk: Traveller, ticket: Ticket): Promise<void> {
  const pane = desk.pane(ticket)
  await expect(pane.getByRole('textbox', { name: 'Reply' })).toBeFocused()
  await pane.getByRole('button', { name: 'Reopen…' }).last().click()
  const reopen = desk.page.getByRole('dialog', { name: 'Reopen' })
  await reopen.getByLabel('Why is it open again?').fill('One thing was missing.')
  await desk.page.keyboard.press('Control+Enter')
  await expect(reopen).toBeHidden()
  await pane.getByRole('button', { name: 'Send reply' }).click()
  await expect(pane.getByRole('button', { name: 'Send reply' })).toBeHidden()
  await desk.goTo('Needs you')
}

test('a server that is put back to its backup sends no reply twice, and says which may not have arrived', async ({
  profile,
}) => {
  const rounds = Number(process.env.JOURNEY_ROUNDS ?? 20)
  const seed = Number(process.env.JOURNEY_SEED ?? Date.now() % 1_000_000)
  process.stdout.write(`  The seed is ${seed}: JOURNEY_SEED=${seed} npm run journey plays the same rounds.\n`)
  test.setTimeout((rounds + 2) * minute)
  profile.expectProblem(/ERR_|Failed to load resource|50[03]|401/)
  const team = await openTeam()
  const line = await startTcpProxy(Number(new URL(team.address).port))
  try {
    const tickets = new Map<Moment, Ticket>()
    for (const moment of moments) tickets.set(moment, await team.report(`Written ${moment}`, 3 * hour))
    const looker = await lookAt(team)
    const desk = travellerAt((await profile.launch(english)).page)
    await desk.signIn(`http://127.0.0.1:${line.port}`, sanne.email)
    await desk.open(tickets.get('after the backup') as Ticket)
    await expect(desk.status).toContainText('Synced', { timeout: minute })
    const random = randomFrom(seed)
    for (let number = 1; number <= rounds; number += 1) {
      const round = roundBy(random)
      const name = `Round ${number}`
      await test.step(`${name}: ${round.announced ? 'announced' : 'not announced'}`, async () => {
        const told = await playRound({ team, line, desk, looker, tickets }, round, name)
        process.stdout.write(`  ${name}${round.announced ? ', announced' : ''}: ${told}\n`)
      })
    }
  } finally {
    await team.close()
    await line.close()
  }
})
