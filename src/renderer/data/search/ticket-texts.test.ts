import { expect, test } from 'vitest'
import { eventOf, monday10, received, uuidOf } from '../../../shared/tickets/example'
import type { EventBody } from '../../../shared/tickets/events'
import type { Message } from '../../../shared/tickets/message'
import type { QueueEntry } from '../queue/queue-entry'
import { stampOf } from './stamp'
import { ticketTexts } from './ticket-texts'
import { wordsOf } from './words'

const entry = { number: 1042, subject: 'Invoices', reporterName: 'Piet' } as QueueEntry
const textsOf = (body: EventBody): readonly string[] =>
  ticketTexts(entry, 'Van Dijk', [eventOf(body, monday10, 2)]).slice(4)
const message: Message = {
  text: 'body',
  html: '<p>html</p>',
  from: { name: 'Els', email: 'els@a.nl' },
  to: ['to@a.nl'],
  cc: [],
  subject: 'mail subject',
  messageId: null,
  attachments: [{ id: uuidOf(1), name: 'scan.pdf', mediaType: '', size: 1 }],
}
const ofMessage = ['body', 'mail subject', 'Els', 'els@a.nl', 'to@a.nl', 'scan.pdf']
const attempt = { channel: 'telephone', note: 'no answer' } as const

test('a ticket is found by its number, its subject and its people', () => {
  expect(ticketTexts(entry, 'Van Dijk', [])).toEqual(['1042', 'Invoices', 'Van Dijk', 'Piet'])
  expect(ticketTexts({ ...entry, number: null }, '', [])[0]).toBe('')
})

test.each<[EventBody, readonly string[]]>([
  [{ type: 'message.received', message }, ofMessage],
  [{ type: 'confirmation.sent', message }, ofMessage],
  [{ type: 'reply.sent', message, purpose: 'reply' }, ofMessage],
  [{ type: 'feedback.given', channel: 'telephone', note: 'called' }, ['called']],
  [{ type: 'note.added', text: 'noted' }, ['noted']],
  [{ type: 'wait.started', kind: 'external', reason: 'carrier', contactAttempt: attempt }, ['carrier']],
  [{ type: 'contact.attempted', attempt }, ['no answer']],
  [{ type: 'ticket.solved', resolution: 'restarted' }, ['restarted']],
  [{ type: 'ticket.reopened', reason: 'again' }, ['again']],
  [{ type: 'ticket.closed', reason: 'spam', note: 'advert' }, ['advert']],
  [{ type: 'ticket.escalated', level: 1, reason: 'urgent' }, ['urgent']],
  [{ type: 'escalation.ended', note: 'calm' }, ['calm']],
  [
    {
      type: 'recording.added',
      recording: { recordingId: uuidOf(1), url: 'https://v.nl', title: 'How', note: 'see' },
    },
    ['How', 'see', 'https://v.nl'],
  ],
  [
    {
      type: 'fields.changed',
      changes: [
        { field: 'subject', from: 'a', to: 'Printer' },
        { field: 'assigneeId', from: null, to: uuidOf(2) },
      ],
      overruled: [],
    },
    ['Printer'],
  ],
  [{ type: 'work.started' }, []],
])('and by what was written in $type', (body, texts) => {
  expect(textsOf(body)).toEqual(texts)
})

test('and by the subject and the address that it came in with', () => {
  const { subject, customerId, reporter, language, teamId, assigneeId, type, priority, cover } = received()
  const fields = { subject, customerId, reporter, language, teamId, assigneeId, type, priority, cover }
  expect(textsOf({ type: 'ticket.created', number: 1, channel: 'mail', fields, attention: null })).toEqual([
    'Invoices stay in draft',
    'piet@vandijk.example',
  ])
})

test('a long run of letters is found by its beginning, and half a character by none', () => {
  expect(wordsOf('x'.repeat(50))).toEqual(['x'.repeat(40)])
  expect(wordsOf('x'.repeat(40))).toEqual(['x'.repeat(40)])
  expect(wordsOf('Ångström, n°7')).toEqual(['angstrom', 'n', '7'])
})

test('a stamp is of one version and one name, and never that of no document', () => {
  const stamps = [
    stampOf(0, ''),
    stampOf(1, ''),
    stampOf(0, 'a'),
    stampOf(0, 'b'),
    stampOf(1, 'ab'),
    stampOf(1, 'ba'),
  ]
  expect(new Set(stamps).size).toBe(stamps.length)
  expect(stamps.every((stamp) => stamp > 0 && Number.isSafeInteger(stamp))).toBe(true)
  expect(stampOf(3, 'Van Dijk')).toBe(stampOf(3, 'Van Dijk'))
})
