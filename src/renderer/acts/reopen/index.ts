import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('reopen', {
  en: {
    work: 'Reopening',
    label: 'Reopen…',
    reopened: '{{name}} reopened this',
    title: 'Reopen',
    reason: 'Why is it open again?',
    submit: 'Reopen ticket',
    done: 'Reopened',
  },
  nl: {
    work: 'Heropening',
    label: 'Heropenen…',
    reopened: '{{name}} heropende dit',
    title: 'Heropenen',
    reason: 'Waarom is het weer open?',
    submit: 'Ticket heropenen',
    done: 'Heropend',
  },
})

export const room = roomOf(words, {
  acts: {
    'ticket.reopen': {
      work: 'work',
      dialogs: {
        reopen: {
          title: 'title',
          done: 'done',
          load: async () => (await import('./ReopenDialog')).ReopenDialog,
        },
      },
      places: [{ in: 'bar', order: 70, label: 'label', does: 'ticket.reopen' }],
      commands: { 'ticket.reopen': { opens: 'reopen' } },
    },
  },
  timeline: {
    'ticket.reopened': ({ event, name, say }) => ({ line: say('reopened', { name }), detail: event.reason }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly reopen: typeof room
  }
}
