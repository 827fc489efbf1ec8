import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { browserWindows, joinWindows } from './windows'
import type { WindowMessage } from './windows'

/** Windows over the browser's own locks and channels, which Node has too. */
let opened: AbortController[]
beforeEach(() => (opened = []))
afterEach(() => opened.forEach((window) => window.abort()))

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))
function open(name: string) {
  const leaving = new AbortController()
  opened.push(leaving)
  const heard: WindowMessage[] = []
  const window = { heard, owns: false, leave: () => leaving.abort() }
  const { tell } = joinWindows({
    shared: browserWindows,
    name,
    onOwner: () => (window.owns = true),
    onMessage: (message) => heard.push(message),
    signal: leaving.signal,
  })
  return Object.assign(window, { tell })
}

test('what one window tells the others of its person hear, and nobody else', async () => {
  const name = randomUUID()
  const [first, second, third, other] = [open(name), open(name), open(name), open(randomUUID())]
  first.tell({ kind: 'draft', ticketId: 'a' })
  await vi.waitFor(() =>
    expect([second.heard, third.heard]).toEqual([[{ kind: 'draft', ticketId: 'a' }], second.heard]),
  )
  await settle()
  expect([first.heard, other.heard]).toEqual([[], []])
})

test('one window at a time syncs; it hands on to the next when it closes, and to none that closed before', async () => {
  const name = randomUUID()
  const [first, second, third, other] = [open(name), open(name), open(name), open(randomUUID())]
  await vi.waitFor(() => expect([first.owns, other.owns]).toEqual([true, true]))
  expect([second.owns, third.owns]).toEqual([false, false])
  second.leave()
  first.leave()
  await vi.waitFor(() => expect(third.owns).toBe(true))
  expect(second.owns).toBe(false)
})

test('a window that was left tells nothing, and hears nothing', async () => {
  const name = randomUUID()
  const [first, second] = [open(name), open(name)]
  first.leave()
  first.tell({ kind: 'wake' })
  second.tell({ kind: 'wake' })
  await settle()
  expect([first.heard, second.heard]).toEqual([[], []])
})
