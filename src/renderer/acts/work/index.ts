import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('work', {
  en: {
    work: 'Start of work',
    label: 'Start work',
    started: '{{name}} started work',
    refusals: { 'work-started': 'Work on this ticket has already started.' },
  },
  nl: {
    work: 'Begin van het werk',
    label: 'Werk beginnen',
    started: '{{name}} is begonnen',
    refusals: { 'work-started': 'Het werk aan dit ticket is al begonnen.' },
  },
})

export const room = roomOf(words, {
  acts: {
    'work.start': {
      work: 'work',
      dialogs: {},
      places: [{ in: 'bar', order: 30, label: 'label', does: 'ticket.start-work' }],
      commands: { 'ticket.start-work': { writes: (_, { now }) => ({ occurredAt: now }), done: null } },
    },
  },
  timeline: { 'work.started': ({ name, say }) => ({ line: say('started', { name }), detail: '' }) },
})

declare module '../register' {
  interface Rooms {
    readonly work: typeof room
  }
}
