import { expect } from '@playwright/test'
import type { MutationArgs, MutationType } from '../../../src/shared/tickets/mutations'
import type { Ticket } from '../../../src/shared/tickets/ticket'
import { youssef } from '../support/team'
import type { Found } from './found'
import type { Traveller } from './traveller'

/** What others do to a ticket while the traveller has no network. */
export interface Office {
  readonly push: <T extends MutationType>(ticket: Ticket, type: T, args: MutationArgs<T>) => Promise<void>
  /** A mail of the customer's comes in. */
  readonly mail: (ticket: Ticket, text: string) => void
}

/** Server time, epoch ms: when the traveller did it, and since when they have a network again. */
interface Times {
  readonly from: number
  readonly to: number
  readonly back: number
}

/** One thing that the traveller does without a network, what happens to its ticket meanwhile, and what has to become of it. */
export interface Act {
  /** In the office, before the journey. */
  readonly before?: (office: Office, ticket: Ticket) => Promise<void>
  readonly offline: (desk: Traveller, ticket: Ticket) => Promise<void>
  readonly meanwhile?: (office: Office, ticket: Ticket) => Promise<void> | void
  /** How it stands in Needs you on coming back; left out for what goes out by itself. */
  readonly held?: { readonly because: RegExp; readonly decision: 'anyway' | 'edit' | 'discard' }
  readonly balance: (found: Found, times: Times) => void
}

const within = (at: number | null | undefined, { from, to }: Times): void => {
  expect(at).toBeGreaterThanOrEqual(from - 2000)
  expect(at).toBeLessThanOrEqual(to + 2000)
}
const anyway = { anyway: false } as const
const call = { channel: 'telephone', note: 'Called.', occurredAt: null } as const
const solution = { resolution: 'Restarted.', occurredAt: null, anyway: true } as const
const replyTo = (ticket: Ticket, text: string): MutationArgs<'reply.send'> => ({
  text,
  to: [ticket.reporter.email],
  cc: [],
  purpose: 'reply',
  attachmentIds: [],
  anyway: true,
})
const change = (field: 'priority' | 'subject', from: string, to: string): MutationArgs<'ticket.edit'> => ({
  changes: [{ field, from, to }],
})

/** By the subject of each one's ticket, in the order in which they are done. */
export const acts: Readonly<Record<string, Act>> = {
  'Printer is silent': {
    offline: (desk, ticket) => desk.reply(ticket, 'Press the green button.'),
    balance: ({ all, mails }, times) => {
      expect(mails('Press the green button.')).toBe(1)
      const [reply] = all('reply.sent')
      expect(reply?.at).toBeGreaterThanOrEqual(times.back)
      within(reply?.saidAt, times)
    },
  },
  'Two devices answer': {
    offline: (desk, ticket) => desk.reply(ticket, 'Answered on the train.'),
    balance: ({ all, mails }) => {
      expect(all('reply.sent')).toHaveLength(1)
      expect(mails('Answered on the train.')).toBe(1)
      expect(mails('Answered in the hotel.')).toBe(0)
    },
  },
  'Scanner beeps': {
    offline: (desk, ticket) => desk.note(ticket, 'It beeped before.'),
    meanwhile: (office, ticket) => office.push(ticket, 'note.add', { text: 'A colleague looked.' }),
    balance: ({ all }) =>
      expect(
        all('note.added')
          .map(({ text }) => text)
          .sort(),
      ).toEqual(['A colleague looked.', 'It beeped before.']),
  },
  'Supplier is asked': {
    offline: (desk, ticket) => desk.waitForExternal(ticket, 'A part from the supplier.'),
    meanwhile: (office, ticket) => office.push(ticket, 'ticket.edit', change('priority', 'medium', 'high')),
    balance: ({ ticket }, times) => {
      expect(ticket).toMatchObject({ status: 'waiting', priority: 'high' })
      within(ticket.openWait?.from, times)
    },
  },
  'Journal is locked': {
    offline: async (desk, ticket) => {
      await desk.reply(ticket, 'The journal was locked.')
      await desk.solve(ticket, 'Unlocked the journal.')
    },
    balance: ({ ticket, all, mails }, times) => {
      expect(mails('The journal was locked.')).toBe(1)
      const [reply, solved] = [all('reply.sent')[0], all('ticket.solved')[0]]
      within(reply?.saidAt, times)
      within(solved?.saidAt, times)
      expect(solved?.at).toBe(reply?.at)
      expect(ticket).toMatchObject({ status: 'solved' })
      expect(ticket.facts.feedbackAt).toBeGreaterThanOrEqual(times.back)
    },
  },
  'Labels are crooked': {
    offline: (desk) => desk.makeLow(),
    meanwhile: (office, ticket) => office.push(ticket, 'ticket.edit', change('priority', 'medium', 'high')),
    balance: ({ ticket, all }) => {
      expect(ticket.priority).toBe('high')
      const overruled = all('fields.changed').flatMap((event) => event.overruled)
      expect(overruled).toMatchObject([{ field: 'priority', to: 'low' }])
    },
  },
  'Invoice has no logo': {
    offline: (desk) => desk.assignTo(youssef.name),
    balance: ({ ticket }) => expect(ticket.assigneeId).toBe(youssef.id),
  },
  'Stock is negative': {
    offline: (desk, ticket) => desk.startWork(ticket),
    meanwhile: (office, ticket) => office.push(ticket, 'work.start', { occurredAt: null }),
    balance: ({ ticket }, times) => within(ticket.facts.workStartedAt, times),
  },
  'Called from the train': {
    offline: (desk, ticket) => desk.telephoneFeedback(ticket, 'Told her that we look into it.'),
    meanwhile: (office, ticket) => office.push(ticket, 'feedback.give', call),
    balance: ({ ticket, all }, times) => {
      within(ticket.facts.feedbackAt, times)
      expect(all('feedback.given').map(({ note }) => note)).toEqual([
        'Told her that we look into it.',
        'Called.',
      ])
    },
  },
  'Nobody can ship': {
    offline: (desk) => desk.escalate('Shipping stands still.'),
    balance: ({ ticket }) => expect(ticket.escalation).toMatchObject({ level: 1 }),
  },
  'Draft is left': {
    offline: (desk, ticket) => desk.beginReply(ticket, 'Which tray did'),
    balance: ({ all, mails }) => {
      expect(all('reply.sent')).toEqual([])
      expect(mails('Which tray did')).toBe(0)
    },
  },
  'Dialog is left': {
    before: (office, ticket) => office.push(ticket, 'feedback.give', call),
    offline: (desk) => desk.beginSolution('The fuse was'),
    balance: ({ all }) => expect(all('ticket.solved')).toEqual([]),
  },
  'Which invoice': {
    offline: (desk) => desk.waitForKeyUser('Which invoice is it?'),
    meanwhile: (office, ticket) => office.mail(ticket, 'It is invoice 41.'),
    balance: ({ ticket, all }, times) => {
      const answer = all('message.received').find(({ message }) => message.text.includes('invoice 41'))
      expect(ticket.openWait).toBeNull()
      expect(ticket.facts.waits).toMatchObject([{ kind: 'key-user', to: answer?.at }])
      within(ticket.facts.waits[0]?.from, times)
    },
  },
  'Customer wrote first': {
    offline: (desk, ticket) => desk.reply(ticket, 'Does it still happen?'),
    meanwhile: (office, ticket) => office.mail(ticket, 'It happens every hour.'),
    held: { because: /The customer wrote after you last looked/, decision: 'anyway' },
    balance: ({ mails }) => expect(mails('Does it still happen?')).toBe(1),
  },
  'Solved too early': {
    before: (office, ticket) => office.push(ticket, 'feedback.give', call),
    offline: (desk, ticket) => desk.solve(ticket, 'Seems to work.'),
    meanwhile: (office, ticket) => office.mail(ticket, 'It does not work.'),
    held: { because: /The customer wrote after you last looked/, decision: 'discard' },
    balance: ({ ticket, all }) => {
      expect(all('ticket.solved')).toEqual([])
      expect(ticket.facts.solvedAt).toBeNull()
    },
  },
  'Note on a closed one': {
    offline: (desk, ticket) => desk.note(ticket, 'For the next time.'),
    meanwhile: (office, ticket) =>
      office.push(ticket, 'ticket.close', { reason: 'withdrawn', note: '', ...anyway }),
    balance: ({ ticket, all }) => {
      expect(ticket.status).toBe('closed')
      expect(all('note.added')).toMatchObject([{ text: 'For the next time.' }])
    },
  },
  'Reply on a closed one': {
    offline: (desk, ticket) => desk.reply(ticket, 'Try the other tray.'),
    meanwhile: (office, ticket) =>
      office.push(ticket, 'ticket.close', { reason: 'withdrawn', note: '', ...anyway }),
    held: { because: /The ticket is closed now/, decision: 'edit' },
    balance: ({ ticket, mails }) => {
      expect(ticket.status).not.toBe('closed')
      expect(mails('Try the other tray.')).toBe(1)
    },
  },
  'How to print': {
    offline: (desk) => desk.addRecording('https://video.example.nl/1', 'How to print'),
    meanwhile: (office, ticket) => office.push(ticket, 'note.add', { text: 'A film would help.' }),
    balance: ({ all }) =>
      expect(all('recording.added')).toMatchObject([{ recording: { title: 'How to print' } }]),
  },
  'Subject of both': {
    offline: (desk, ticket) => desk.changeSubject(ticket, 'Subject of both, by the traveller'),
    meanwhile: (office, ticket) =>
      office.push(
        ticket,
        'ticket.edit',
        change('subject', ticket.subject, 'Subject of both, by a colleague'),
      ),
    balance: ({ ticket, all }) => {
      expect(ticket.subject).toBe('Subject of both, by a colleague')
      expect(all('fields.changed').flatMap((event) => event.overruled)).toMatchObject([
        { field: 'subject', to: 'Subject of both, by the traveller' },
      ])
    },
  },
  'Reopened over a close': {
    before: async (office, ticket) => {
      await office.push(ticket, 'feedback.give', call)
      await office.push(ticket, 'ticket.solve', solution)
    },
    offline: (desk) => desk.reopen('It came back.'),
    meanwhile: (office, ticket) =>
      office.push(ticket, 'ticket.close', { reason: 'confirmed', note: '', ...anyway }),
    held: { because: /The ticket was closed after you last looked/, decision: 'discard' },
    balance: ({ ticket, all }) => {
      expect(ticket.status).toBe('closed')
      expect(all('ticket.reopened')).toEqual([])
    },
  },
  'Colleague was faster': {
    offline: (desk, ticket) => desk.reply(ticket, 'Which version is it?'),
    meanwhile: (office, ticket) =>
      office.push(ticket, 'reply.send', replyTo(ticket, 'It was the old version.')),
    held: { because: /A colleague replied after you last looked/, decision: 'discard' },
    balance: ({ all, mails }) => {
      expect(all('reply.sent')).toHaveLength(1)
      expect(mails('It was the old version.')).toBe(1)
      expect(mails('Which version is it?')).toBe(0)
    },
  },
  'Mail is edited': {
    offline: async (desk, ticket) => {
      await desk.reply(ticket, 'Restart teh server.')
      await desk.editWaiting(ticket, 'Restart teh server.', 'Restart the server.')
    },
    balance: ({ all, mails }) => {
      expect(all('reply.sent')).toHaveLength(1)
      expect(mails('Restart teh server.')).toBe(0)
      expect(mails('Restart the server.')).toBe(1)
    },
  },
}
