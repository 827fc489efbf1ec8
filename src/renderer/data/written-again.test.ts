import { describe, expect, it } from 'vitest'
import { mutationOf, replyArgs, ticketId, uuidOf } from '../../shared/tickets/example'
import type { MutationArgs, MutationEnvelope } from '../../shared/tickets/mutations'
import type { FormValues } from './protocol'
import { unknownCustomer } from '../../shared/tickets/acts/create'
import { draftOf, formOf, withTexts, writtenIn } from './written-again'

const never = (): string => ''
const closing = (note: string): MutationArgs<'ticket.close'> => ({ reason: 'confirmed', note, anyway: false })
const created = (customerId: string | null): MutationArgs<'ticket.create'> => ({
  channel: 'telephone',
  fields: {
    subject: 'Till',
    customerId,
    reporter: { name: 'Jan', email: '', keyUserId: null },
    language: 'nl',
    teamId: null,
    assigneeId: null,
    type: null,
    priority: null,
    cover: null,
  },
  text: 'Does not start',
  occurredAt: null,
})

describe('work that its author writes on', () => {
  it('is none where only a reason was chosen from a list', () => {
    expect(writtenIn(mutationOf('ticket.close', closing(' ')))).toBeNull()
    expect(formOf(mutationOf('ticket.close', closing('')), never)).toBeNull()
    expect(writtenIn(mutationOf('ticket.close', closing('She called')))).toEqual({ dialog: 'close' })
  })

  it('of a new ticket has the customer as it was chosen: one, or on purpose none', () => {
    const customerOf = (id: string | null) =>
      formOf(mutationOf('ticket.create', created(id)), never)?.values.customerId
    expect([customerOf(uuidOf(50)), customerOf(null)]).toEqual([uuidOf(50), unknownCustomer])
  })

  it('of a subject has what it was typed over, so that a colleague’s correction is not written over', () => {
    const changes = [{ field: 'subject', from: 'Printer', to: 'Printer is silent' } as const]
    expect(formOf(mutationOf('ticket.edit', { changes }), never)).toMatchObject({
      dialog: 'subject',
      values: { text: 'Printer is silent', over: 'Printer' },
    })
  })
})

describe('what stood in each field', () => {
  const at = 1_770_000_000_000
  const timeText = (moment: number): string => `at ${moment}`
  const attempt = { channel: 'telephone', note: 'No answer' } as const
  const shown = (mutation: MutationEnvelope) => formOf(mutation, timeText)

  it.each<[MutationEnvelope, string, FormValues]>([
    [
      mutationOf('wait.start', {
        kind: 'external',
        reason: 'Carrier',
        contactAttempt: attempt,
        occurredAt: at,
      }),
      'wait',
      { kind: 'external', reason: 'Carrier', channel: 'telephone', note: 'No answer', when: `at ${at}` },
    ],
    [
      mutationOf('wait.start', {
        kind: 'key-user',
        reason: 'Which?',
        contactAttempt: null,
        occurredAt: null,
      }),
      'wait',
      { kind: 'key-user', reason: 'Which?', when: '' },
    ],
    [
      mutationOf('contact.log', { attempt, occurredAt: at }),
      'contact',
      { channel: 'telephone', note: 'No answer', when: `at ${at}` },
    ],
    [
      mutationOf('feedback.give', { channel: 'telephone', note: 'Told', occurredAt: null }),
      'feedback',
      { note: 'Told', when: '' },
    ],
    [mutationOf('escalation.end', { note: 'Calm' }), 'end-escalation', { note: 'Calm' }],
    [
      mutationOf('ticket.solve', { resolution: 'Restarted', occurredAt: at, anyway: false }),
      'solve',
      { resolution: 'Restarted', when: `at ${at}` },
    ],
    [mutationOf('ticket.reopen', { reason: 'Again' }), 'reopen', { reason: 'Again' }],
    [
      mutationOf('ticket.close', { reason: 'spam', note: 'Advert', anyway: false }),
      'close',
      { reason: 'spam', note: 'Advert' },
    ],
    [
      mutationOf('ticket.escalate', { level: 2, reason: 'Urgent' }),
      'escalate',
      { level: '2', reason: 'Urgent' },
    ],
    [
      mutationOf('recording.add', { recordingId: uuidOf(1), url: 'https://v.nl', title: 'How', note: 'See' }),
      'recording',
      { url: 'https://v.nl', title: 'How', note: 'See' },
    ],
    [mutationOf('reply.send', { ...replyArgs, purpose: 'overrun' }), 'overrun', { text: replyArgs.text }],
  ])('%# stands in it again', (mutation, dialog, values) => {
    expect(shown(mutation)).toEqual({ ticketId, dialog, values })
    expect(writtenIn(mutation)).toEqual({ dialog })
  })

  it('of a new ticket is all of it, in the dialog of a new one', () => {
    const reporter = { name: 'Jan', email: 'jan@a.nl', keyUserId: uuidOf(3) }
    const args = created(uuidOf(50))
    const mutation = mutationOf('ticket.create', {
      ...args,
      fields: { ...args.fields, reporter },
      occurredAt: at,
    })
    expect(shown(mutation)).toEqual({
      ticketId: 'new',
      dialog: 'create',
      values: {
        ticketId: null,
        channel: 'telephone',
        customerId: uuidOf(50),
        keyUserId: uuidOf(3),
        name: 'Jan',
        email: 'jan@a.nl',
        subject: 'Till',
        text: 'Does not start',
        when: `at ${at}`,
      },
    })
    expect(shown(mutationOf('ticket.create', args))?.values.keyUserId).toBe('other')
  })

  it('is nothing where only a value was chosen, nor in what another version wrote', () => {
    const assigned = [{ field: 'assigneeId', from: null, to: uuidOf(1) } as const]
    const chosen = [
      mutationOf('ticket.edit', { changes: assigned }),
      mutationOf('work.start', { occurredAt: null }),
      mutationOf('attention.clear', {}),
      { ...mutationOf('ticket.reopen', { reason: 'x' }), v: 9 },
    ]
    for (const mutation of chosen) expect([shown(mutation), writtenIn(mutation)]).toEqual([null, null])
    expect(draftOf({ ...mutationOf('reply.send', replyArgs), v: 9 })).toBeNull()
  })

  it('of a reply is its draft, with the addresses of both fields', () => {
    const mutation = mutationOf('reply.send', { ...replyArgs, cc: ['a@b.nl', 'c@d.nl'] })
    expect(draftOf(mutation)).toMatchObject({
      kind: 'reply',
      to: 'piet@vandijk.example',
      cc: 'a@b.nl, c@d.nl',
    })
    expect([shown(mutation), writtenIn(mutation)]).toEqual([null, { composer: 'reply' }])
    expect(draftOf(mutationOf('reply.send', { ...replyArgs, purpose: 'overrun' }))).toBeNull()
    expect(writtenIn(mutationOf('note.add', { text: 'x' }))).toEqual({ composer: 'note' })
    const subject = [{ field: 'subject', from: 'a', to: 'b' } as const]
    expect(writtenIn(mutationOf('ticket.edit', { changes: subject }))).toBeNull()
  })

  it('of all that was written on a new ticket is one report, without what says nothing', () => {
    const form = { ticketId: 'new', dialog: 'create', values: { text: ' ', subject: 'Till' } } as const
    const others = [
      mutationOf('note.add', { text: 'First' }),
      mutationOf('work.start', { occurredAt: null }),
      mutationOf('reply.send', { ...replyArgs, text: 'Second' }),
    ]
    expect(withTexts(form, others).values).toEqual({ text: 'First\n\nSecond', subject: 'Till' })
  })
})
