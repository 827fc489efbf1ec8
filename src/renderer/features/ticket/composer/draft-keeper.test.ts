import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { assert, asyncProperty, array, constantFrom, record } from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openOutboxDatabase } from '../../../data/cache/outbox-database'
import type { OutboxDatabase } from '../../../data/cache/outbox-database'
import type { Draft } from '../../../data/protocol'
import { createDrafts } from '../../../data/workspace/drafts'
import type { Drafts } from '../../../data/workspace/drafts'
import { createDraftKeeper } from './draft-keeper'

const ticketId = randomUUID()

/** One window's worker and composer. It tells the others of what it wrote. */
interface Window {
  readonly keeper: ReturnType<typeof createDraftKeeper>
  readonly drafts: Drafts
  readonly database: OutboxDatabase
}

let name = ''
let windows: Window[] = []
beforeEach(() => {
  name = randomUUID()
  windows = []
})
const closeAll = (): void => windows.forEach(({ database }) => database.dexie.close())
afterEach(closeAll)

/** What was asked of the workers and is not answered yet. */
let open = 0
const counted =
  <A, T>(call: (args: A) => Promise<T>) =>
  (args: A): Promise<T> => {
    open += 1
    return call(args).finally(() => (open -= 1))
  }

async function openWindow(): Promise<Window> {
  const database = await openOutboxDatabase(name)
  const { calls, putBack } = createDrafts(database, {
    isSent: () => false,
    written: () => {
      for (const other of windows) if (other.database !== database) void other.keeper.read()
    },
  })
  const drafts = {
    calls: { ...calls, drafts: counted(calls.drafts), saveDraft: counted(calls.saveDraft) },
    putBack: counted(putBack),
  }
  const window = { database, drafts, keeper: createDraftKeeper(ticketId, drafts.calls) }
  await window.keeper.read()
  windows.push(window)
  return window
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const settled = async (): Promise<void> => {
  do await turn()
  while (open > 0)
}
const textIn = ({ keeper }: Window): string => keeper.state().contents.reply.text
const stored = async ({ drafts }: Window): Promise<Draft | undefined> =>
  (await drafts.calls.drafts({ ticketId })).find(({ kind }) => kind === 'reply')
const type = async ({ keeper }: Window, text: string): Promise<void> => {
  keeper.write('reply', { text })
  void keeper.flush()
  await settled()
}
const held: Draft = {
  ticketId,
  kind: 'reply',
  text: 'Held text',
  to: 'jan@a.nl',
  cc: null,
  attachments: [{ id: randomUUID(), name: 'a.txt', mediaType: 'text/plain', size: 1 }],
  updatedAt: 1,
}

test('what is typed in one window shows in the composer of another', async () => {
  const [one, two] = [await openWindow(), await openWindow()]
  await type(one, 'Dear Jan')
  expect(textIn(two)).toBe('Dear Jan')
  await type(two, 'Dear Jan, it works')
  expect(textIn(one)).toBe('Dear Jan, it works')
})

test('held text that is put back stands above what another window has open, and stays while it is typed on', async () => {
  const [one, two] = [await openWindow(), await openWindow()]
  await type(two, 'Dear Jan')
  await one.drafts.putBack(held)
  await settled()
  expect(textIn(two)).toBe('Held text\n\nDear Jan')
  expect(two.keeper.state().contents.reply).toMatchObject({ to: 'jan@a.nl', attachments: held.attachments })
  await type(two, `${textIn(two)}, bye`)
  expect(await stored(one)).toMatchObject({
    text: 'Held text\n\nDear Jan, bye',
    attachments: held.attachments,
  })
})

test('what was typed in the moment before, and not saved yet, is kept with it', async () => {
  const [one, two] = [await openWindow(), await openWindow()]
  two.keeper.write('reply', { text: 'Dear' })
  await one.drafts.putBack(held)
  two.keeper.write('reply', { text: 'Dear Jan' })
  void two.keeper.flush()
  await settled()
  expect(textIn(two)).toBe('Held text\n\nDear Jan')
  expect((await stored(one))?.text).toBe('Held text\n\nDear Jan')
})

test('a draft that one window sends is gone in the other; what was typed there since stays', async () => {
  const [one, two] = [await openWindow(), await openWindow()]
  await type(one, 'Dear Jan')
  two.keeper.write('reply', { text: 'Dear Jan\n\nAnd more' })
  one.keeper.drop('reply', one.keeper.state().contents.reply)
  await settled()
  void two.keeper.flush()
  await settled()
  expect([textIn(one), textIn(two)]).toEqual(['Dear Jan\n\nAnd more', 'Dear Jan\n\nAnd more'])
  two.keeper.drop('reply', two.keeper.state().contents.reply)
  await settled()
  expect([textIn(one), textIn(two), await stored(one)]).toEqual(['', '', undefined])
})

test('what is typed while a reply is being saved to be sent is not taken along', async () => {
  const window = await openWindow()
  await type(window, 'Dear Jan')
  const sent = window.keeper.state().contents.reply
  await type(window, 'Dear Jan, one thing more')
  window.keeper.drop('reply', sent)
  await settled()
  expect([textIn(window), (await stored(window))?.text]).toEqual(Array(2).fill('Dear Jan, one thing more'))
})

test('the answer to an earlier save takes nothing back of what shows', async () => {
  const window = await openWindow()
  const shown: string[] = []
  window.keeper.write('reply', { text: 'Dear' })
  void window.keeper.flush()
  window.keeper.write('reply', { text: 'Dear Jan' })
  void window.keeper.flush()
  window.keeper.listen(() => shown.push(textIn(window)))
  await settled()
  expect(new Set(shown)).toEqual(new Set(['Dear Jan']))
})

test('a save that failed is made up for with the next change', async () => {
  const { drafts } = await openWindow()
  let isFull = true
  const keeper = createDraftKeeper(ticketId, {
    ...drafts.calls,
    saveDraft: (args) => (isFull ? Promise.reject(new Error('full')) : drafts.calls.saveDraft(args)),
  })
  keeper.write('reply', { text: 'Dear' })
  void keeper.flush()
  await settled()
  expect(keeper.state().saved).toBe(false)
  isFull = false
  keeper.write('reply', { text: 'Dear Jan' })
  void keeper.flush()
  await settled()
  expect(keeper.state()).toMatchObject({ saved: true, contents: { reply: { text: 'Dear Jan' } } })
})

test('whatever two windows type, save, send and put back in whatever order, every word is in the draft or was sent', async () => {
  const step = record({
    who: constantFrom(0, 1),
    what: constantFrom('type', 'type', 'flush', 'wait', 'turn', 'send', 'put back'),
  })
  await assert(
    asyncProperty(array(step, { maxLength: 30 }), async (steps) => {
      name = randomUUID()
      windows = []
      const both = [await openWindow(), await openWindow()]
      const words: string[] = []
      const sent: string[] = []
      const newWord = (): string => {
        words.push(`w${words.length}.`)
        return words.at(-1) ?? ''
      }
      const doing = {
        type: ({ keeper }: Window) =>
          keeper.write('reply', { text: `${keeper.state().contents.reply.text} ${newWord()}`.trim() }),
        flush: ({ keeper }: Window) => keeper.flush(),
        wait: settled,
        turn,
        send: ({ keeper }: Window) => {
          const content = keeper.state().contents.reply
          if (content.text === '') return
          sent.push(content.text)
          keeper.drop('reply', content)
        },
        'put back': ({ drafts, keeper }: Window) =>
          void drafts.putBack({ ...held, attachments: [], text: newWord() }).then(keeper.read),
      }
      for (const { who, what } of steps) await doing[what](both[who] as Window)
      for (const { keeper } of both) void keeper.flush()
      await settled()
      const kept = (await stored(both[0] as Window))?.text ?? ''
      const all = [kept, ...sent].join(' ').split(/\s+/)
      expect(words.filter((word) => !all.includes(word))).toEqual([])
      expect(both.map(textIn)).toEqual([kept, kept])
      closeAll()
    }),
    { numRuns: 300 },
  )
})
