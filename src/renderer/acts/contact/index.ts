import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('contact', {
  en: {
    work: 'Contact attempt',
    label: 'Log contact attempt…',
    attempted: '{{name}} tried to reach the reporter by {{channel}}',
    title: 'Log contact attempt',
    submit: 'Log attempt',
    done: 'Contact attempt logged',
    refusals: {
      'contact-attempt-required':
        'Say how you tried to reach the key user: the wait counts from that attempt.',
    },
  },
  nl: {
    work: 'Contactpoging',
    label: 'Contactpoging vastleggen…',
    attempted: '{{name}} probeerde de melder te bereiken via {{channel}}',
    title: 'Contactpoging vastleggen',
    submit: 'Poging vastleggen',
    done: 'Contactpoging vastgelegd',
    refusals: {
      'contact-attempt-required':
        'Zeg hoe je de key-user probeerde te bereiken: het wachten telt vanaf die poging.',
    },
  },
})

export const room = roomOf(words, {
  acts: {
    'contact.log': {
      work: 'work',
      dialogs: {
        contact: {
          title: 'title',
          done: 'done',
          load: async () => (await import('./ContactDialog')).ContactDialog,
        },
      },
      places: [{ in: 'menu', order: 30, label: 'label', does: 'ticket.contact' }],
      commands: { 'ticket.contact': { opens: 'contact' } },
    },
  },
  timeline: {
    'contact.attempted': ({ event: { attempt }, name, say, t }) => ({
      line: say('attempted', { name, channel: t(`timeline.channels.${attempt.channel}`) }),
      detail: attempt.note,
    }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly contact: typeof room
  }
}
