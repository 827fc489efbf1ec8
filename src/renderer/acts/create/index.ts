import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('create', {
  en: {
    work: 'New ticket',
    created: '{{name}} reported this by {{channel}}',
    title: 'New ticket',
    channel: 'How did it come in?',
    subject: 'Subject',
    badSubject: 'Subject: give one of at most 1000 characters.',
    customer: 'Customer',
    chooseCustomer: 'Choose a customer',
    unknownCustomer: 'Customer unknown',
    unknownHint:
      'Choose the customer at triage once you know it. Until then no confirmation of receipt is sent.',
    mayLack: 'May stay empty',
    keyUser: 'Key user',
    otherPerson: 'Somebody else',
    name: 'Name',
    email: 'E-mail',
    text: 'What was reported?',
    submit: 'Create ticket',
    done: 'Ticket saved on this device',
  },
  nl: {
    work: 'Nieuw ticket',
    created: '{{name}} meldde dit via {{channel}}',
    title: 'Nieuw ticket',
    channel: 'Hoe kwam het binnen?',
    subject: 'Onderwerp',
    badSubject: 'Onderwerp: geef er een van hoogstens 1000 tekens.',
    customer: 'Klant',
    chooseCustomer: 'Kies een klant',
    unknownCustomer: 'Klant onbekend',
    unknownHint:
      'Kies de klant bij de triage zodra die bekend is. Tot dan gaat er geen ontvangstbevestiging uit.',
    mayLack: 'Mag leeg blijven',
    keyUser: 'Key-user',
    otherPerson: 'Iemand anders',
    name: 'Naam',
    email: 'E-mail',
    text: 'Wat is er gemeld?',
    submit: 'Ticket maken',
    done: 'Ticket opgeslagen op dit apparaat',
  },
})

export const room = roomOf(words, {
  acts: {
    'ticket.create': {
      work: 'work',
      dialogs: {
        create: {
          title: 'title',
          done: 'done',
          problems: { 'fields.subject': 'badSubject' },
          load: async () => (await import('./CreateDialog')).CreateDialog,
        },
      },
      places: [],
      // It needs no ticket in hand: the app itself carries its command out.
      commands: {},
    },
  },
  timeline: {
    'ticket.created': ({ event, name, say, t }) => ({
      line: say('created', { name, channel: t(`timeline.channels.${event.channel}`) }),
      detail: '',
    }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly create: typeof room
  }
}
