import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('attention', {
  en: {
    work: 'Check',
    cleared: '{{name}} checked this ticket',
    refusals: { 'no-attention': 'This ticket is not marked for attention.' },
  },
  nl: {
    work: 'Controle',
    cleared: '{{name}} bekeek dit ticket',
    refusals: { 'no-attention': 'Deze ticket vraagt niet om aandacht.' },
  },
})

export const room = roomOf(words, {
  acts: { 'attention.clear': { work: 'work', dialogs: {}, places: [], commands: {} } },
  timeline: { 'attention.cleared': ({ name, say }) => ({ line: say('cleared', { name }), detail: '' }) },
})

declare module '../register' {
  interface Rooms {
    readonly attention: typeof room
  }
}
