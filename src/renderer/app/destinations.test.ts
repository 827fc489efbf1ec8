import { notifications } from '@mantine/notifications'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SignedIn } from '../../shared/ipc/channels'
import type { SyncState, TicketView } from '../data/protocol'
import { connectData } from '../state/data-client'
import type { DataClient } from '../state/data-client'
import { useLiveData } from '../state/live-data'
import { useNavigation } from '../state/navigation'
import { useSession } from '../state/session'
import { goToDestination, resetDestination } from './destinations'

const link = { view: 'ticket-number', number: 1042 } as const
const somebody = { workspaceId: 'a' } as SignedIn
const ticket = { ticket: { id: '018f0000-0000-7000-8000-000000000001' } } as TicketView
let asked: number
let found: TicketView | null
connectData({
  ticketByNumber: () => {
    asked += 1
    return Promise.resolve(found)
  },
} as unknown as DataClient)
const phase = (now: SyncState['phase']): void =>
  useLiveData.setState(({ sync }) => ({ sync: { ...sync, phase: now, ticketsCached: 0 } }))

const show = vi.spyOn(notifications, 'show')
beforeEach(() => {
  vi.useFakeTimers()
  show.mockReset()
  asked = 0
  found = null
  useSession.setState({ signedIn: somebody })
  useNavigation.setState({ openId: null })
})
afterEach(() => {
  resetDestination()
  vi.useRealTimers()
})

test('a link to a ticket that an empty workspace has not ends with words', async () => {
  phase('online')
  void goToDestination(link)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(show).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ title: '#1042' }))
  expect(asked).toBeLessThan(10)
})

test('before a sign-in nobody is asked; afterwards the link still counts', async () => {
  useSession.setState({ signedIn: null })
  void goToDestination(link)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toBe(0)
  found = ticket
  useSession.setState({ signedIn: somebody })
  await vi.advanceTimersByTimeAsync(0)
  expect(useNavigation.getState().openId).toBe(ticket.ticket.id)
})

test('during the first sync it is waited for, and opened as soon as it is here', async () => {
  phase('first-sync')
  void goToDestination(link)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(show).not.toHaveBeenCalled()
  found = ticket
  useLiveData.setState(({ queueRevision }) => ({ queueRevision: queueRevision + 1 }))
  await vi.advanceTimersByTimeAsync(0)
  expect(useNavigation.getState().openId).toBe(ticket.ticket.id)
})

test('where the person who left was going, the next one does not go', async () => {
  phase('first-sync')
  void goToDestination(link)
  await vi.advanceTimersByTimeAsync(100)
  resetDestination()
  found = ticket
  await vi.advanceTimersByTimeAsync(5000)
  expect(useNavigation.getState().openId).toBeNull()
})
