import type { Page } from '@playwright/test'
import { openDemo } from './support/demo'
import { expect, test } from './support/test'

/** A letter that no text of the demo has; it comes after all that they have. */
const planted = '龥'

test('search takes its index from the disk at the next start, and finds the same', async ({ profile }) => {
  const first = await profile.launch({ args: ['--lang=en-US'] })
  await openDemo(first.page)
  await expect.poll(() => keptDocuments(first.page, null)).toBeGreaterThan(150)
  await search(first.page, 'factuur')
  await expect.poll(() => total(first.page)).toBeLessThan(240)
  const found = await total(first.page)
  expect(found).toBeGreaterThan(3)
  await search(first.page, planted)
  await expect(first.page.getByRole('listbox').getByRole('option')).toHaveCount(0)
  await keptDocuments(first.page, planted)
  await first.quit()

  const { page } = await profile.launch({ args: ['--lang=en-US'] })
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible({ timeout: 30_000 })
  await search(page, planted)
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  await search(page, 'factuur')
  await expect.poll(() => total(page)).toBe(found)
})

async function search(page: Page, query: string): Promise<void> {
  await page.getByRole('button', { name: /^All tickets/ }).click()
  await page.getByRole('searchbox').fill(query)
}

/** How many tickets were found, on screen or not. */
const total = async (page: Page): Promise<number> =>
  Number((await page.getByText(/^\d+ tickets?$/).textContent())?.split(' ')[0])

/**
 * How many documents of the search index are on disk. With `plant`, the last word of each of its segments becomes one of
 * that letter alone: whoever finds that has read the disk.
 */
const keptDocuments = (page: Page, plant: string | null): Promise<number> =>
  page.evaluate(async (letter) => {
    interface Row {
      readonly ids: readonly string[]
      readonly text: string
      readonly ends: Uint32Array
    }
    const result = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('The cache did not answer.'))
      })
    const { storageBuckets } = navigator as unknown as {
      storageBuckets: { open: (name: string) => Promise<{ indexedDB: IDBFactory }> }
    }
    const { indexedDB } = await storageBuckets.open('cache')
    const [cache] = await indexedDB.databases()
    const database = await result(indexedDB.open(cache?.name ?? ''))
    const table = database.transaction('segments', 'readwrite').objectStore('segments')
    const rows = (await result(table.getAll())) as readonly Row[]
    for (const row of letter === null ? [] : rows) {
      const start = row.ends.at(-2) ?? 0
      await result(
        table.put({ ...row, text: row.text.slice(0, start).padEnd(row.text.length, letter ?? undefined) }),
      )
    }
    database.close()
    return rows.reduce((sum, { ids }) => sum + ids.length, 0)
  }, plant)
