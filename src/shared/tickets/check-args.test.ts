import { expect, test } from 'vitest'
import { checkArgs } from './check-args'
import { replyArgs } from './example'

const recording = { recordingId: '00000000-0000-7000-8000-000000000001', url: 'https://a.example/1' }

test('arguments that the act takes come back checked', () => {
  expect(checkArgs('note.add', { text: 'Called.' })).toEqual({ ok: true, args: { text: 'Called.' } })
})

test.each([
  ['note.add', { text: ' ' }, { argument: 'text', kind: 'missing' }],
  ['recording.add', { ...recording, title: '', note: '' }, { argument: 'title', kind: 'missing' }],
  [
    'recording.add',
    { ...recording, title: 'x'.repeat(301), note: '' },
    { argument: 'title', kind: 'too-long', max: 300 },
  ],
  [
    'recording.add',
    { ...recording, url: 'http://a.example', title: 'x', note: '' },
    { argument: 'url', kind: 'not-taken' },
  ],
  ['reply.send', { ...replyArgs, to: [] }, { argument: 'to', kind: 'missing' }],
  ['reply.send', { ...replyArgs, to: ['nobody'] }, { argument: 'to.0', kind: 'not-taken' }],
] as const)('of %s it says which is wrong, and how', (type, args, fault) => {
  expect(checkArgs(type, args)).toEqual({ ok: false, fault })
})
