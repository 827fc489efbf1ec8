import { expect, test, vi } from 'vitest'
import { received } from '../../shared/tickets/example'
import { act } from './act'
import { connectData } from './data-client'
import type { DataClient } from './data-client'

vi.stubGlobal('window', { tijdig: { request: () => Promise.resolve({}) } })

test('an act says what its author had seen: a colleague’s reply after that holds it', async () => {
  const asked: unknown[] = []
  connectData({
    mutate: (args: unknown) => {
      asked.push(args)
      return Promise.resolve({ ok: true, mutationId: 'a' })
    },
  } as unknown as DataClient)
  const ticket = { ...received(), version: 7, customerMessages: 3, publicReplies: 2 }
  await act(ticket, 'note.add', { text: 'x' })
  expect(asked).toEqual([
    {
      type: 'note.add',
      ticketId: ticket.id,
      args: { text: 'x' },
      seen: { version: 7, customerMessages: 3, publicReplies: 2 },
      replaces: null,
    },
  ])
})

test('a call that rejects is answered by an error that a person can read', async () => {
  connectData({ mutate: () => Promise.reject(new Error('gone')) } as unknown as DataClient)
  expect(await act(received(), 'note.add', { text: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'app-failed' },
  })
})
