import { expect, it } from 'vitest'
import type { JournalEntry } from './format'
import { encodeEntry, scanJournal } from './format'

const start: JournalEntry = {
  entry: 'start',
  heads: [{ workspaceId: 'w', epoch: 'e', seq: 7 }],
}
const change: JournalEntry = {
  entry: 'change',
  change: {
    workspaceId: 'w',
    epoch: 'e',
    seq: 8,
    at: 1,
    body: { kind: 'ticket', ticketId: 't', events: [] },
    mutation: null,
    mails: [],
  },
}
const mark: JournalEntry & { readonly entry: 'mail' } = {
  entry: 'mail',
  mark: {
    workspaceId: 'w',
    id: 'm',
    delivery: {
      state: 'sent',
      attempts: 1,
      nextTryAt: 1,
      handedOverAt: 2,
      sentAt: 3,
      error: null,
      revision: 3,
      recipients: [{ address: 'kees@vandijk.example', state: 'sent', at: 3, answer: null }],
      crashes: 1,
      delayToldAt: 2,
    },
  },
}
const written = encodeEntry(start) + encodeEntry(change)

it('reads back what was written', () => {
  const whole = written + encodeEntry(mark)
  expect(scanJournal(whole)).toEqual({ entries: [start, change, mark], torn: false, damaged: 0 })
})

it('reads the marks of a version that noted nothing by recipient', () => {
  const { recipients: _, crashes: __, delayToldAt: ___, ...delivery } = mark.mark.delivery
  const older = { ...mark, mark: { ...mark.mark, delivery } } as JournalEntry
  const complete = { ...delivery, recipients: [], crashes: 0, delayToldAt: null }
  expect(scanJournal(encodeEntry(older)).entries).toEqual([
    { ...mark, mark: { ...mark.mark, delivery: complete } },
  ])
  const withMark = { ...change, mark: { ...mark.mark, delivery } } as JournalEntry
  expect(scanJournal(encodeEntry(withMark)).entries).toMatchObject([{ mark: { delivery: complete } }])
})

it('leaves out a last line that was cut off anywhere, and nothing else', () => {
  const first = encodeEntry(start).length
  for (let length = first + 1; length < written.length - 1; length++)
    expect(scanJournal(written.slice(0, length))).toEqual({ entries: [start], torn: true, damaged: 0 })
})

it('leaves out a damaged line and reads the ones after it', () => {
  const damaged = written.replace('"seq":7', '"seq":9')
  expect(scanJournal(damaged)).toEqual({ entries: [change], torn: false, damaged: 1 })
})

it('keeps line ends that people wrote', () => {
  const note = { ...change, change: { ...change.change, workspaceId: 'a\nb\u2028c' } }
  expect(scanJournal(encodeEntry(note)).entries).toEqual([note])
})
