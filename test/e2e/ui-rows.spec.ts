import type { Page } from '@playwright/test'
import { openDemo } from './support/demo'
import { expect, test } from './support/test'

/** The names of the options as a screen reader gets them, in its order. */
async function optionsRead(page: Page): Promise<readonly string[]> {
  const devtools = await page.context().newCDPSession(page)
  const { nodes } = await devtools.send('Accessibility.getFullAXTree')
  await devtools.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const list = nodes.find(({ role }) => role?.value === 'listbox')
  return (list?.childIds ?? []).map((id) => String(byId.get(id)?.name?.value))
}

interface OptionsSeen {
  /** The sentences of the rows that are drawn, from top to bottom. */
  readonly names: readonly string[]
  readonly resting: number
  /** Resting rows that the mouse would find. */
  readonly inTheWay: number
}

async function optionsSeen(page: Page): Promise<OptionsSeen> {
  return page.locator('[data-queue-list] [role=option]').evaluateAll((rows) => {
    const shown = rows.filter((row) => row.checkVisibility() && row.getAttribute('aria-hidden') === null)
    const isInTheWay = (row: Element): boolean => {
      const { left, top } = row.getBoundingClientRect()
      return document.elementFromPoint(left + 100, top + 5) === row
    }
    const inOrder = shown.toSorted((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    return {
      names: inOrder.map((row) => row.querySelector('.visually-hidden')?.textContent ?? ''),
      resting: rows.length - shown.length,
      inTheWay: rows.filter((row) => !shown.includes(row) && isInTheWay(row)).length,
    }
  })
}

test('rows that come back stand, are read and are clicked where their tickets now are', async ({
  profile,
}) => {
  const { page } = await profile.launch({ args: ['--lang=en-US'] })
  await openDemo(page)
  const row = page.locator('[data-queue-list] [role=option]:not([aria-hidden])')
  for (const view of ['a', 'u', 's', 'a', 'w', 'a']) {
    await page.keyboard.press('g')
    await page.keyboard.press(view)
    await expect(row.first()).toBeVisible()
  }
  await page.getByRole('combobox').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(async () => {
    const { names, resting, inTheWay } = await optionsSeen(page)
    expect(names.length).toBeGreaterThan(15)
    expect(resting).toBeGreaterThan(10)
    expect(inTheWay).toBe(0)
    expect(new Set(names).size).toBe(names.length)
    expect(await optionsRead(page)).toEqual(names)
  }).toPass({ timeout: 10_000 })

  const { names } = await optionsSeen(page)
  const [number] = /\d+/.exec(names[4] ?? '') ?? []
  const list = await page.getByRole('listbox').boundingBox()
  const fifth = await row.and(page.locator('[aria-posinset="5"]')).boundingBox()
  await page.mouse.click((list?.x ?? 0) + 200, (fifth?.y ?? 0) + (fifth?.height ?? 0) / 2)
  await expect(page.getByRole('region', { name: `Ticket ${number}` })).toBeVisible()
})
