import { beforeEach, expect, test, vi } from 'vitest'
import type { SignedIn } from '../../shared/ipc/channels'
import { connectData } from '../state/data-client'
import type { DataClient } from '../state/data-client'
import { openDialog, useDialog } from '../state/dialogs'
import { followView } from '../state/kept-view'
import { useLiveData } from '../state/live-data'
import { arrive, changeQuery, goTo, goToView, openTicket, useNavigation } from '../state/navigation'
import { usePalette } from '../state/palette'
import { queries } from '../state/queries'
import { useQueueWindow } from '../state/queue-window'
import type { QueueWindow } from '../state/queue-window'
import type { Reference } from '../data/protocol'
import { takeWantedComposer, wantComposer } from '../state/wanted-composer'
import { useWriting } from '../features/ticket/use-presence'
import { saveBeforeLeaving } from '../state/unsaved'
import { personChanged, presentOwner } from './person'

const idOf = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const person = (n: number): SignedIn => ({
  workspaceId: idOf(1),
  workspaceName: 'Team',
  agent: { id: idOf(n), name: 'A', email: 'a@example.com', role: 'agent', teamId: null, active: true },
  server: { kind: 'embedded' },
  remembered: true,
  expired: false,
})

let signedIn: SignedIn | null = null
/** What the worker was asked, in order: whose work it opens, and what it keeps. */
const started: (string | null)[] = []
let steps: string[] = []
const storage = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, value: string) => void storage.set(key, value),
})
vi.stubGlobal('window', {
  tijdig: {
    request: () => {
      steps.push('asks main')
      return Promise.resolve({
        workspaceId: signedIn?.workspaceId ?? null,
        agentId: signedIn?.agent.id ?? null,
        deviceId: idOf(9),
        clockOffsetMs: 0,
      })
    },
  },
})
connectData({
  start: async ({ agentId }: { agentId: string | null }) => {
    started.push(agentId)
    await new Promise((resolve) => setTimeout(resolve, 5))
    steps.push(agentId === null ? 'left' : 'opened')
  },
  counts: () => Promise.resolve(null),
  reference: () => Promise.resolve(null),
} as unknown as DataClient)
followView(presentOwner)

const arrives = (who: SignedIn | null): Promise<void> => {
  signedIn = who
  return personChanged(who)
}
beforeEach(async () => {
  storage.clear()
  await arrives(null)
  started.length = 0
  steps = []
})

test('nothing of the person who left is on screen in the first frame of the next', async () => {
  await arrives(person(2))
  queries.setQueryData(['sent-mail'], [{ subject: 'of the one who left' }])
  changeQuery({ customerId: idOf(50) })
  arrive()
  openTicket(idOf(100))
  openDialog({ kind: 'create' })
  usePalette.setState({ open: true })
  useWriting.setState({ ticketId: idOf(100) })
  useLiveData.setState({ journal: 'damaged', queueRevision: 7 })
  useQueueWindow.setState({ found: { total: 3 } as QueueWindow })

  const coming = arrives(person(3))
  expect(queries.getQueryData(['sent-mail'])).toBeUndefined()
  expect(useNavigation.getState()).toMatchObject({
    place: 'queue',
    openId: null,
    selectedId: null,
    next: null,
    query: { view: 'mine', customerId: null },
  })
  expect(useDialog.getState().dialog).toBeNull()
  expect(usePalette.getState().open).toBe(false)
  expect(useWriting.getState().ticketId).toBeNull()
  expect(useLiveData.getState()).toMatchObject({ journal: 'sound', counts: null, reference: null })
  expect(useQueueWindow.getState().found).toBeNull()
  await coming
  expect(started).toEqual([null, idOf(2), null, idOf(3)])
})

test('main is asked when the former one’s work has closed: what it says meanwhile is in the answer', async () => {
  await arrives(person(2))
  steps = []
  await arrives(person(3))
  expect(steps).toEqual(['left', 'asks main', 'opened'])
})

test('what was typed a moment ago is saved before the work of its author is closed', async () => {
  await arrives(person(2))
  started.length = 0
  const stop = saveBeforeLeaving(() => void started.push('last letters'))
  await arrives({ ...person(2), expired: true })
  expect(started).toEqual([idOf(2)])
  await arrives(null)
  expect(started.slice(0, 3)).toEqual([idOf(2), 'last letters', null])
  stop()
})

test('an expired sign-in that comes back leaves everything as it was', async () => {
  await arrives(person(2))
  goTo('settings')
  openDialog({ kind: 'create' })
  await arrives({ ...person(2), expired: true })
  expect(useNavigation.getState().place).toBe('settings')
  expect(useDialog.getState().dialog).toEqual({ kind: 'create' })
  expect(started).toEqual([null, idOf(2), idOf(2)])
})

test('of two who come one after the other only the last one’s work is opened', async () => {
  await arrives(person(2))
  started.length = 0
  signedIn = person(4)
  await Promise.all([personChanged(person(3)), personChanged(person(4))])
  expect(started.filter((id) => id !== null)).toEqual([idOf(4)])
})

test('each finds view, filters and order as they left them; the search is not kept', async () => {
  await arrives(person(2))
  goToView('all')
  changeQuery({ priority: 'high', sort: 'priority', search: 'invoice' })
  arrive()
  await arrives(person(3))
  expect(useNavigation.getState().query).toMatchObject({ view: 'mine', priority: null, sort: 'deadline' })
  await arrives(person(2))
  expect(useNavigation.getState().query).toMatchObject({
    view: 'all',
    priority: 'high',
    sort: 'priority',
    search: '',
  })
})

test('one unknown value of a kept view costs only itself', async () => {
  storage.set(`tijdig.view ${idOf(1)} ${idOf(2)}`, '{"view":"of-tomorrow","sort":"newest","priority":7}')
  await arrives(person(2))
  expect(useNavigation.getState().query).toMatchObject({ view: 'mine', sort: 'newest', priority: null })
})

test('a filter on a customer who is no longer there is let go of', async () => {
  await arrives(person(2))
  changeQuery({ customerId: idOf(50), assigneeId: idOf(2) })
  arrive()
  useLiveData.setState({ reference: { customers: [], agents: [{ id: idOf(2) }] } as unknown as Reference })
  arrive()
  expect(useNavigation.getState().query).toMatchObject({ customerId: null, assigneeId: idOf(2) })
})

test('a composer that was wanted for one ticket opens on no other, and not for the next person', async () => {
  wantComposer(idOf(100), 'reply')
  expect(takeWantedComposer(idOf(101))).toBeNull()
  expect(takeWantedComposer(idOf(100))).toBeNull()
  wantComposer(idOf(100), 'note')
  expect(takeWantedComposer(idOf(100))).toBe('note')
  wantComposer(idOf(100), 'note')
  await arrives(person(2))
  expect(takeWantedComposer(idOf(100))).toBeNull()
})
