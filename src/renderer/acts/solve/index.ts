import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('solve', {
  en: {
    work: 'Solution',
    label: 'Solve…',
    solved: '{{name}} solved this',
    title: 'Solve',
    resolution: 'What solved it?',
    hint: 'The reporter is not told by this. Send a reply for that.',
    submit: 'Solve ticket',
    done: 'Solved',
    refusals: {
      'feedback-first': 'Give the key user feedback first: send a reply, or log a telephone call.',
    },
  },
  nl: {
    work: 'Oplossing',
    label: 'Oplossen…',
    solved: '{{name}} loste dit op',
    title: 'Oplossen',
    resolution: 'Wat was de oplossing?',
    hint: 'De melder hoort dit hiermee niet. Stuur daarvoor een antwoord.',
    submit: 'Ticket oplossen',
    done: 'Opgelost',
    refusals: {
      'feedback-first':
        'Geef de key-user eerst terugkoppeling: stuur een antwoord of leg een telefoongesprek vast.',
    },
  },
})

export const room = roomOf(words, {
  acts: {
    'ticket.solve': {
      work: 'work',
      dialogs: {
        solve: {
          title: 'title',
          done: 'done',
          load: async () => (await import('./SolveDialog')).SolveDialog,
        },
      },
      places: [{ in: 'bar', order: 60, label: 'label', does: 'ticket.solve' }],
      commands: { 'ticket.solve': { opens: 'solve' } },
    },
  },
  timeline: {
    'ticket.solved': ({ event, name, say }) => ({ line: say('solved', { name }), detail: event.resolution }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly solve: typeof room
  }
}
