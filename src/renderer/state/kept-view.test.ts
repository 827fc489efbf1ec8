import { expect, test } from 'vitest'
import type { QueueQuery, Reference } from '../data/protocol'
import { keepView, lostFilters, readView } from './kept-view'

const store = () => {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    values,
  }
}
const query: QueueQuery = {
  view: 'all',
  customerId: 'c1',
  priority: 'high',
  type: null,
  assigneeId: null,
  tag: 'Printer',
  search: 'pakbon',
  sort: 'priority',
}

test('view, filters and order come back, the search does not; each person has their own', () => {
  const device = store()
  keepView(device, 'sanne', query)
  const { search: _, ...kept } = query
  expect(readView(device, 'sanne')).toEqual(kept)
  expect(readView(device, 'bram')).toEqual({})
})

test('a value of another version costs only itself', () => {
  const device = store()
  keepView(device, 'sanne', { ...query, view: 'promised' as 'all' })
  expect(readView(device, 'sanne')).toEqual({
    customerId: 'c1',
    priority: 'high',
    type: null,
    assigneeId: null,
    tag: 'Printer',
    sort: 'priority',
  })
  for (const text of ['{', '7', 'null', '[]']) {
    device.values.set('tijdig.view sanne', text)
    expect(readView(device, 'sanne')).toEqual({})
  }
})

test('a full store is no reason to fail', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  expect(() => keepView(full, 'sanne', query)).not.toThrow()
})

test('a filter on who is no longer there is let go of', () => {
  const reference = { customers: [{ id: 'c1' }], agents: [{ id: 'a1' }] } as unknown as Reference
  expect(lostFilters({ ...query, assigneeId: 'a2' }, reference)).toEqual({ assigneeId: null })
  expect(lostFilters({ ...query, customerId: 'c2', assigneeId: 'a1' }, reference)).toEqual({
    customerId: null,
  })
  expect(lostFilters(query, reference)).toEqual({})
})
