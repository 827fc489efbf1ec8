import type { Chance } from '../../src/server/demo/random'
import type { MutationArgs, MutationType } from '../../src/shared/tickets/mutations'

type Samples = { readonly [T in MutationType]: (chance: Chance) => MutationArgs<T> }

const occurredAt = null

/** Arguments that the server's schemas accept, one maker a kind of mutation; whether the ticket allows it is another matter. */
export const mutationSamples: Samples = {
  'ticket.create': (chance) => ({
    channel: 'telephone',
    fields: {
      subject: `Printed labels come out twice (${chance.uuid().slice(0, 8)})`,
      customerId: null,
      reporter: { name: 'Petra Jansen', email: 'petra@degoudenaar.example', keyUserId: null },
      language: 'nl',
      teamId: null,
      assigneeId: null,
      type: null,
      priority: null,
      cover: null,
    },
    text: `Sinds vanmorgen. ${chance.uuid()}`,
    occurredAt,
  }),
  'ticket.edit': (chance) => ({
    changes: [{ field: 'priority', from: null, to: chance.pick(['high', 'medium', 'low']) }],
  }),
  'reply.send': (chance) => ({
    text: `We have found the cause. ${chance.uuid()}`,
    to: ['petra@degoudenaar.example'],
    cc: [],
    purpose: 'reply',
    attachmentIds: [],
    anyway: true,
  }),
  'feedback.give': () => ({ channel: 'telephone', note: 'Called back.', occurredAt }),
  'note.add': (chance) => ({ text: `Looked at the log. ${chance.uuid()}` }),
  'work.start': () => ({ occurredAt }),
  'wait.start': (chance) => ({
    kind: chance.pick(['key-user', 'external']),
    reason: 'Needs an answer first.',
    contactAttempt: { channel: 'telephone', note: 'Voicemail.' },
    occurredAt,
  }),
  'contact.log': () => ({ attempt: { channel: 'email', note: 'Asked again.' }, occurredAt }),
  'wait.end': () => ({ occurredAt }),
  'ticket.solve': () => ({ resolution: 'The scheduled action was switched on.', occurredAt, anyway: true }),
  'ticket.reopen': () => ({ reason: 'It came back.' }),
  'ticket.close': () => ({ reason: 'withdrawn', note: '', anyway: true }),
  'ticket.escalate': (chance) => ({
    level: chance.pick([1, 2] as const),
    reason: 'Production stands still.',
  }),
  'escalation.end': () => ({ note: 'Handled.' }),
  'recording.add': (chance) => ({
    recordingId: chance.uuid(),
    url: `https://recordings.example/${chance.uuid()}`,
    title: 'How to reconcile',
    note: '',
  }),
  'attention.clear': () => ({}),
}

export const mutationTypes = Object.keys(mutationSamples) as readonly MutationType[]
