import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('recording', {
  en: {
    work: 'Recording',
    label: 'Add recording…',
    added: '{{name}} added a recording',
    title: 'Add recording',
    url: 'Address',
    urlHint: 'Only https addresses without a user name or password.',
    badUrl: 'Give a full https address, such as https://video.example.nl/123.',
    name: 'Title',
    note: 'What does it show?',
    submit: 'Add recording',
    done: 'Recording added',
  },
  nl: {
    work: 'Opname',
    label: 'Opname toevoegen…',
    added: '{{name}} voegde een opname toe',
    title: 'Opname toevoegen',
    url: 'Adres',
    urlHint: 'Alleen https-adressen zonder gebruikersnaam of wachtwoord.',
    badUrl: 'Geef een volledig https-adres, zoals https://video.example.nl/123.',
    name: 'Titel',
    note: 'Wat is erop te zien?',
    submit: 'Opname toevoegen',
    done: 'Opname toegevoegd',
  },
})

export const room = roomOf(words, {
  acts: {
    'recording.add': {
      work: 'work',
      dialogs: {
        recording: {
          title: 'title',
          done: 'done',
          problems: { url: 'badUrl' },
          load: async () => (await import('./RecordingDialog')).RecordingDialog,
        },
      },
      places: [{ in: 'menu', order: 50, label: 'label', does: 'ticket.recording' }],
      commands: { 'ticket.recording': { opens: 'recording' } },
    },
  },
  timeline: {
    'recording.added': ({ event, name, say }) => ({
      line: say('added', { name }),
      detail: event.recording.title,
    }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly recording: typeof room
  }
}
