import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('wait', {
  en: {
    start: {
      work: 'Wait',
      label: 'Wait…',
      started: '{{name}}: {{who}}',
      title: 'Let clocks wait',
      kind: 'Who do we wait for?',
      keyUser: 'Key user',
      external: 'External party',
      reason: 'What do we wait for?',
      attemptHint:
        'Waiting for the key user needs a contact attempt: e-mail first, urgent also by telephone.',
      submitKeyUser: 'Wait for key user',
      submitExternal: 'Wait for external party',
      done: 'Clocks stand still',
    },
    end: { work: 'Resumption', label: 'Resume', ended: '{{name}} resumed; clocks run again' },
    refusals: {
      'already-waiting': 'The ticket already waits for this party; log a contact attempt instead.',
      'telephone-required': 'High priority: try the key user by telephone before you wait.',
    },
  },
  nl: {
    start: {
      work: 'Wachten',
      label: 'Wachten…',
      started: '{{name}}: {{who}}',
      title: 'Klokken laten wachten',
      kind: 'Op wie wachten we?',
      keyUser: 'Key-user',
      external: 'Externe partij',
      reason: 'Waar wachten we op?',
      attemptHint:
        'Wachten op de key-user vraagt een contactpoging: eerst e-mail, bij urgentie ook telefonisch.',
      submitKeyUser: 'Wachten op key-user',
      submitExternal: 'Wachten op externe partij',
      done: 'Klokken staan stil',
    },
    end: { work: 'Hervatting', label: 'Hervatten', ended: '{{name}} hervatte; klokken lopen weer' },
    refusals: {
      'already-waiting': 'Het ticket wacht al op deze partij; leg een contactpoging vast.',
      'telephone-required': 'Hoge prioriteit: probeer de key-user telefonisch voordat je wacht.',
    },
  },
})

export const room = roomOf(words, {
  acts: {
    'wait.start': {
      work: 'start.work',
      dialogs: {
        wait: {
          title: 'start.title',
          done: 'start.done',
          load: async () => (await import('./WaitDialog')).WaitDialog,
        },
      },
      places: [{ in: 'bar', order: 50, label: 'start.label', does: 'ticket.wait' }],
      commands: { 'ticket.wait': { opens: 'wait' } },
    },
    'wait.end': {
      work: 'end.work',
      dialogs: {},
      places: [{ in: 'bar', order: 40, label: 'end.label', does: 'ticket.resume' }],
      commands: { 'ticket.resume': { writes: (_, { now }) => ({ occurredAt: now }), done: null } },
    },
  },
  timeline: {
    'wait.started': ({ event, name, say, t }) => ({
      line: say('start.started', { name, who: t(`clock.spanDetails.${event.kind}`) }),
      detail: [event.reason, event.contactAttempt?.note ?? ''].filter(Boolean).join('\n'),
    }),
    'wait.ended': ({ name, say }) => ({ line: say('end.ended', { name }), detail: '' }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly wait: typeof room
  }
}
