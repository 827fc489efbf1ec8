import type { TFunction } from 'i18next'
import { beforeEach, expect, test, vi } from 'vitest'
import type { TakenBack, WrittenIn } from '../data/protocol'
import { connectData } from './data-client'
import type { DataClient } from './data-client'
import { closeDialog, useDialog } from './dialogs'
import { openTicket, resetNavigation, useNavigation } from './navigation'
import { takeBack } from './take-back'
import type { Wanted } from './take-back'
import { takeWantedComposer } from './wanted-composer'

vi.stubGlobal('window', { tijdig: { request: () => Promise.resolve({}) } })
const shown = vi.hoisted((): { message: string }[] => [])
vi.mock('@mantine/notifications', () => ({
  notifications: { show: (notification: { message: string }) => shown.push(notification) },
}))
const t = ((key: string) => key) as unknown as TFunction

let asked: unknown[]
let answer: () => Promise<TakenBack>
beforeEach(() => {
  asked = []
  shown.length = 0
  closeDialog()
  resetNavigation()
  connectData({
    takeBack: (args: unknown) => {
      asked.push(args)
      return answer()
    },
  } as unknown as DataClient)
})
const wantBack = (wish: Wanted['wish'], writtenIn: WrittenIn | null) => {
  answer = () => Promise.resolve({ ok: true, mutationId: 'm', ticketId: 'ticket', writtenIn })
  return takeBack({ mutationId: 'm', wish, isNewTicket: false }, t)
}
const dialog = () => useDialog.getState().dialog
const refused = (code: string, details?: unknown) => () =>
  Promise.resolve({ ok: false, error: { code, message: 'x', details } } as TakenBack)

test('who wants to write on a reply finds its composer open, on the ticket that it is of', async () => {
  await wantBack('edit', { composer: 'reply' })
  expect(asked).toEqual([{ mutationId: 'm', along: [] }])
  expect(useNavigation.getState()).toMatchObject({ place: 'queue', openId: 'ticket' })
  expect(takeWantedComposer('ticket')).toBe('reply')
  // It is on screen already: the composer that is there opens.
  openTicket('ticket')
  await wantBack('edit', { composer: 'note' })
  expect(takeWantedComposer('ticket')).toBeNull()
})

test('who wants to write on other work finds its dialog open, on its ticket', async () => {
  await wantBack('edit', { dialog: 'solve' })
  expect(dialog()).toEqual({ kind: 'solve', ticketId: 'ticket' })
  expect(useNavigation.getState().openId).toBe('ticket')
})

test('a new ticket is written on in its own dialog, and no ticket is opened that is gone', async () => {
  await wantBack('edit', { dialog: 'create' })
  expect(dialog()).toEqual({ kind: 'create' })
  expect(useNavigation.getState().openId).toBeNull()
})

test.each([
  [{ composer: 'reply' }, 'takeBack.doneDraft'],
  [{ dialog: 'solve' }, 'takeBack.doneForm'],
  [null, 'takeBack.done'],
] as const)('who only wants %j undone is told where its words are', async (writtenIn, message) => {
  await wantBack('take-back', writtenIn)
  expect(shown).toMatchObject([{ message }])
  expect([dialog(), useNavigation.getState().openId]).toEqual([null, null])
})

test('where nothing was typed there is nothing to write on, and that is told', async () => {
  await wantBack('edit', null)
  expect(shown).toMatchObject([{ message: 'takeBack.done' }])
})

test('what would go along is asked first, and nothing else is said', async () => {
  answer = refused('takes-more', [{ id: 'n', type: 'note.add' }])
  const wanted = { mutationId: 'm', wish: 'take-back', isNewTicket: true } as const
  await takeBack(wanted, t)
  expect(dialog()).toEqual({ kind: 'take-back', along: [{ id: 'n', type: 'note.add' }], ...wanted })
  expect(shown).toEqual([])
})

test.each([
  ['being-sent', undefined],
  ['takes-more', 'nonsense'],
  ['being-sent', [{ id: 'n', type: 'note.add' }]],
])('why nothing was changed is told (%s, %j)', async (code, details) => {
  answer = refused(code, details)
  await takeBack({ mutationId: 'm', wish: 'edit', isNewTicket: false }, t)
  expect(shown).toHaveLength(1)
  expect(dialog()).toBeNull()
})

test('an app that fails while taking back says so', async () => {
  answer = () => Promise.reject(new Error('gone'))
  await takeBack({ mutationId: 'm', wish: 'edit', isNewTicket: false }, t)
  expect(shown).toHaveLength(1)
})
