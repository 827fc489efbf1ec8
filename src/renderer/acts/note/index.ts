import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('note', {
  en: { work: 'Note', label: 'Note' },
  nl: { work: 'Notitie', label: 'Notitie' },
})

export const room = roomOf(words, {
  acts: {
    'note.add': {
      work: 'work',
      dialogs: {},
      places: [{ in: 'bar', order: 20, label: 'label', does: 'ticket.note' }],
      commands: { 'ticket.note': { composes: 'note' } },
    },
  },
  timeline: {
    'note.added': ({ event, name, t }) => ({ line: `${name}: ${t('timeline.note')}`, detail: event.text }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly note: typeof room
  }
}
