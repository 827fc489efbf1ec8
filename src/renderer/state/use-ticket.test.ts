import { beforeEach, expect, test, vi } from 'vitest'
import type { TicketView, WorkerNotices } from '../data/protocol'
import { connectData } from './data-client'
import type { DataClient } from './data-client'
import { followTicket } from './use-ticket'
import type { Loaded } from './use-ticket'

vi.stubGlobal('window', { tijdig: { request: () => Promise.resolve({}) } })

let answer: () => Promise<TicketView | null>
let asked: string[]
let listeners: Set<(body: WorkerNotices['queueChanged']) => void>
let shown: Loaded
let end: () => void
const view = { ticket: { id: 'a' }, events: [] } as unknown as TicketView
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
const changed = async (tickets: readonly string[] | 'all'): Promise<void> => {
  for (const listener of listeners) listener({ tickets })
  await settle()
}
const follow = async (): Promise<void> => {
  end = followTicket('a', (next) => (shown = next(shown)))
  await settle()
}
beforeEach(() => {
  asked = []
  listeners = new Set()
  shown = { state: 'loading' }
  answer = () => Promise.resolve(view)
  connectData({
    ticket: ({ id }: { id: string }) => {
      asked.push(id)
      return answer()
    },
    listen: (_name: string, listener: (body: WorkerNotices['queueChanged']) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  } as unknown as DataClient)
})

test('a ticket is read when it is opened, and again when it changed, or all did', async () => {
  await follow()
  expect(shown).toEqual({ state: 'loaded', view })
  await changed(['b'])
  expect(asked).toEqual(['a'])
  const later = { ...view, events: [] }
  answer = () => Promise.resolve(later)
  await changed(['b', 'a'])
  expect(shown.state === 'loaded' && shown.view).toBe(later)
  await changed('all')
  expect(asked).toHaveLength(3)
})

test('what is on screen stays there when it cannot be read again; one that never was says so, and may be tried again', async () => {
  answer = () => Promise.reject(new Error('x'))
  await follow()
  expect(shown.state).toBe('failed')
  answer = () => Promise.resolve(view)
  if (shown.state === 'failed') shown.again()
  await settle()
  expect(shown).toEqual({ state: 'loaded', view })
  answer = () => Promise.reject(new Error('x'))
  await changed(['a'])
  expect(shown).toEqual({ state: 'loaded', view })
})

test('a ticket that this device no longer has is missing, and comes back', async () => {
  answer = () => Promise.resolve(null)
  await follow()
  expect(shown).toEqual({ state: 'missing' })
  answer = () => Promise.resolve(view)
  await changed(['a'])
  expect(shown.state).toBe('loaded')
})

test('once another ticket is opened nothing of this one is shown or asked', async () => {
  const slow = Promise.withResolvers<TicketView>()
  answer = () => slow.promise
  await follow()
  end()
  slow.resolve(view)
  await changed('all')
  expect([shown, asked.length, listeners.size]).toEqual([{ state: 'loading' }, 1, 0])
})
