import { appendFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { RequestAnswer } from '../../src/shared/ipc/channels'
import './support/bare-page'
import { openDemo } from './support/demo'
import { expect, test } from './support/test'

const id = (index: number): string => `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`
const journalOf = (userData: string): string => join(userData, 'journal', 'outbox.journal')

/** Appends without a pause and notes each answered id in the page; the app is killed while it does. */
const appendForever = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const answered: string[] = []
    Object.assign(globalThis, { answered })
    const go = async (index: number): Promise<void> => {
      const name = `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`
      const answer = await tijdig.request('journal.append', {
        id: name,
        bytes: btoa(`record ${index}`.repeat(50)),
      })
      if (answer.ok === true) answered.push(name)
      return go(index + 4)
    }
    for (const lane of [1, 2, 3, 4]) void go(lane)
  })

const answered = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => [...(globalThis as never as { answered: string[] }).answered])

const read = (page: Page): Promise<RequestAnswer<'journal.read'>> =>
  page.evaluate(() => tijdig.request('journal.read', {}))

test.beforeEach(({ profile }) => profile.expectProblem(/./))

test('what the journal answered for is there after kill -9', async ({ profile }) => {
  const first = await profile.launch()
  await appendForever(first.page)
  await expect.poll(async () => (await answered(first.page)).length, { timeout: 30_000 }).toBeGreaterThan(20)
  const saved = await answered(first.page)
  await first.kill()
  const second = await profile.launch()
  const kept = new Set((await read(second.page)).records.map((record) => record.id))
  expect(saved.filter((one) => !kept.has(one))).toEqual([])
})

test('a torn end is dropped and told, and a copy of it is kept', async ({ profile }) => {
  const first = await profile.launch()
  await first.page.evaluate(
    (name) => tijdig.request('journal.append', { id: name, bytes: btoa('whole') }),
    id(1),
  )
  await first.kill()
  appendFileSync(journalOf(profile.userData), 'TJR1 the power went')
  const second = await profile.launch()
  expect(await read(second.page)).toEqual({ records: [{ id: id(1), bytes: btoa('whole') }], tornTail: true })
  expect(readdirSync(join(profile.userData, 'journal')).some((name) => name.includes('.torn-'))).toBe(true)
})

test('a person is told of a torn end, and puts the word away', async ({ profile }) => {
  const first = await profile.launch({ args: ['--lang=en-US'] })
  await openDemo(first.page)
  await first.kill()
  // Nothing was written yet: the power goes while the first record is.
  mkdirSync(join(profile.userData, 'journal'), { recursive: true })
  appendFileSync(journalOf(profile.userData), 'TJR1 the power went')
  const { page } = await profile.launch({ args: ['--lang=en-US'] })
  const told = page.getByRole('alert').filter({ hasText: 'could not all be read' })
  await expect(told).toBeVisible({ timeout: 30_000 })
  await told.getByRole('button', { name: 'Understood' }).click()
  await expect(told).toBeHidden()
})

test('a profile that was copied gets a device id of its own', async ({ profile }) => {
  const start = (page: Page): Promise<RequestAnswer<'app.start'>> =>
    page.evaluate(() => tijdig.request('app.start', {}))
  const first = await profile.launch()
  const before = await start(first.page)
  await first.quit()
  const same = await profile.launch()
  expect(await start(same.page)).toMatchObject({ deviceId: before.deviceId, profileCopied: false })
  await same.quit()
  const { readFileSync, writeFileSync } = await import('node:fs')
  const path = join(profile.userData, 'device.json')
  expect(existsSync(path)).toBe(true)
  writeFileSync(
    path,
    JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), machine: 'another machine' }),
  )
  const copied = await start((await profile.launch()).page)
  expect(copied.profileCopied).toBe(true)
  expect(copied.deviceId).not.toBe(before.deviceId)
})
