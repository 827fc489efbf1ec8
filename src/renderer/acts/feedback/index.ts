import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('feedback', {
  en: {
    work: 'Feedback',
    label: 'Feedback by telephone…',
    given: '{{name}} gave feedback by {{channel}}',
    title: 'Feedback by telephone',
    body: 'Feedback to the key user stops the response clock.',
    submit: 'Log feedback',
    done: 'Feedback logged',
    refusals: { 'feedback-given': 'Feedback was already given; send a reply instead.' },
  },
  nl: {
    work: 'Terugmelding',
    label: 'Telefonische terugmelding…',
    given: '{{name}} gaf terugmelding via {{channel}}',
    title: 'Telefonische terugmelding',
    body: 'Terugmelding aan de key-user stopt de reactieklok.',
    submit: 'Terugmelding vastleggen',
    done: 'Terugmelding vastgelegd',
    refusals: { 'feedback-given': 'Er is al terugkoppeling gegeven; stuur een antwoord.' },
  },
})

export const room = roomOf(words, {
  acts: {
    'feedback.give': {
      work: 'work',
      dialogs: {
        feedback: {
          title: 'title',
          done: 'done',
          load: async () => (await import('./FeedbackDialog')).FeedbackDialog,
        },
      },
      places: [{ in: 'menu', order: 70, label: 'label', does: { opens: 'feedback' } }],
      commands: {},
    },
  },
  timeline: {
    'feedback.given': ({ event, name, say, t }) => ({
      line: say('given', { name, channel: t(`timeline.channels.${event.channel}`) }),
      detail: event.note,
    }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly feedback: typeof room
  }
}
