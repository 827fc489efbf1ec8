import { randomUUID } from 'node:crypto'
import { appendFile, cp, mkdir, mkdtemp, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { BackendMessage } from '../../src/server/embedded-port'
import { startEmbedded } from '../../src/server/start-embedded'
import type { SentMail } from '../../src/shared/sync/wire'
import type { Client } from './support/client'
import { clientOf } from './support/client'
import { createTicket, mutationOf, reply, seenOf } from './support/mutations'

/**
 * The embedded server's database does not fsync: a power cut can take back what it had written. Here its files are put back
 * to an earlier moment while the journal stays, which is what such a cut leaves behind.
 */
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tijdig-journal-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function withServer<T>(use: (client: Client) => Promise<T>, before?: () => Promise<void>): Promise<T> {
  const said: BackendMessage[] = []
  const running = await startEmbedded({ dataDir: folder, demo: true, tickets: 12 }, (message) =>
    said.push(message),
  )
  try {
    const ready = said.at(-1)
    if (ready?.state !== 'ready') throw new Error(`It is ${ready?.state}`)
    return await use(clientOf(running.address, ready.session))
  } finally {
    await before?.()
    await running.stop()
  }
}

const database = () => join(folder, 'database')
const earlier = () => join(folder, 'earlier')
const journal = () => join(folder, 'changes.journal')
const journalBefore = () => join(folder, 'journal-before')

async function losePower(): Promise<void> {
  await rm(database(), { recursive: true })
  await cp(earlier(), database(), { recursive: true })
  await cp(journalBefore(), journal())
}

/** Works on the desk, keeps the journal as it was before the server closed cleanly, and puts the database's files back. */
async function workThenLosePower(work: (client: Client) => Promise<void>) {
  const then = await withServer(
    async (client) => {
      // At rest, after the demo was made: what a power cut may fall back to.
      await cp(database(), earlier(), { recursive: true })
      await work(client)
      return client.snapshot()
    },
    () => cp(journal(), journalBefore()),
  )
  await losePower()
  return then
}

const ticketId = randomUUID()
const create = createTicket(ticketId)

it('gives back, with the same ids and positions, all that was acknowledged', async () => {
  const then = await workThenLosePower(async (client) => {
    await client.push(create)
    const ticket = await client.ticket(ticketId)
    await client.push(reply(ticketId, seenOf(ticket)), mutationOf('note.add', ticketId, { text: 'Zie log' }))
  })
  await withServer(async (client) => {
    const now = await client.snapshot()
    expect(now.start).toMatchObject({
      epoch: then.start.epoch,
      seq: then.start.seq,
      durableSeq: then.start.seq,
    })
    expect(now.tickets).toEqual(then.tickets)
    expect(now.timelines).toEqual(then.timelines)
    const { body } = await client.ask<{ mails: SentMail[] }>('GET', `/v1/outbox?ticketId=${ticketId}`)
    expect(body.mails).toHaveLength(1)
    expect(await client.push(create)).toMatchObject([{ result: 'applied', seq: then.start.seq - 2 }])
    expect((await client.snapshot()).start.seq).toBe(then.start.seq)
  })
})

it('leaves out a change whose journal line was cut off: nobody was told that it was saved', async () => {
  const then = await workThenLosePower(async (client) => {
    await client.push(create, mutationOf('note.add', ticketId, { text: 'half' }))
  })
  const text = await readFile(journal(), 'utf8')
  await writeFile(journal(), text.slice(0, -20))
  await withServer(async (client) => {
    const now = await client.snapshot()
    expect(now.start).toMatchObject({ epoch: then.start.epoch, seq: then.start.seq - 1 })
    expect(now.tickets.get(ticketId)).toMatchObject({ notes: 0 })
  })
})

it('begins a new epoch when the journal is damaged, so that clients send again what it lost', async () => {
  const then = await workThenLosePower(async (client) => {
    await client.push(create, mutationOf('note.add', ticketId, { text: 'damaged' }))
  })
  const text = await readFile(journal(), 'utf8')
  await writeFile(journal(), text.replace('"damaged"', '"otherwise"'))
  await withServer(async (client) => {
    const now = await client.snapshot()
    expect(now.start.epoch).not.toBe(then.start.epoch)
    expect(now.tickets.get(ticketId)).toMatchObject({ notes: 0 })
  })
})

it('begins a new epoch when the journal is gone, or belongs to another history', async () => {
  const first = await withServer(async (client) => (await client.snapshot()).start.epoch)
  await rm(journal())
  const second = await withServer(async (client) => (await client.snapshot()).start.epoch)
  expect(second).not.toBe(first)
  const again = await withServer(async (client) => (await client.snapshot()).start.epoch)
  expect(again).toBe(second)
})

it('does not take a journal that it cannot read for an empty one', async () => {
  const before = await withServer(async (client) => (await client.snapshot()).start.epoch)
  await rename(journal(), journalBefore())
  await mkdir(journal())
  await expect(startEmbedded({ dataDir: folder, demo: true }, () => undefined)).rejects.toThrow(/EISDIR/)
  await rmdir(journal())
  await rename(journalBefore(), journal())
  expect(await withServer(async (client) => (await client.snapshot()).start.epoch)).toBe(before)
})

it('starts with a journal that ends in garbage', async () => {
  await withServer(() => Promise.resolve())
  await appendFile(journal(), Buffer.alloc(4096))
  await withServer(async (client) => {
    expect((await client.snapshot()).tickets.size).toBe(12)
  })
})

it('refuses a data folder that another process uses, and says which', async () => {
  await withServer(async () => {
    await writeFile(join(folder, 'in-use'), String(process.ppid))
    await expect(startEmbedded({ dataDir: folder, demo: true }, () => undefined)).rejects.toThrow(
      new RegExp(`in use by process ${process.ppid}`),
    )
  })
})
