import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('tag', {
  en: {
    work: 'Tags',
    label: 'Tags…',
    title: 'Tags',
    add: 'Add',
    addHint: 'Several with commas between them.',
    known: 'Known tags',
    onTicket: 'On this ticket',
    submit: 'Save tags',
    done: 'Tags changed',
    bad: 'A tag has at most 40 characters, and a ticket takes at most 20 at once.',
    added: '{{name}} added tags: {{tags}}',
    removed: '{{name}} took tags away: {{tags}}',
    changed: '{{name}} added tags: {{tags}}; took away: {{removed}}',
    adds: 'Add: {{tags}}',
    removes: 'Take away: {{tags}}',
    refusals: { 'too-many-tags': 'A ticket has at most 20 tags: take some away first.' },
  },
  nl: {
    work: 'Labels',
    label: 'Labels…',
    title: 'Labels',
    add: 'Toevoegen',
    addHint: 'Meer dan één met komma’s ertussen.',
    known: 'Bekende labels',
    onTicket: 'Op dit ticket',
    submit: 'Labels opslaan',
    done: 'Labels gewijzigd',
    bad: 'Een label heeft hoogstens 40 tekens, en een ticket krijgt er hoogstens 20 tegelijk.',
    added: '{{name}} voegde labels toe: {{tags}}',
    removed: '{{name}} haalde labels weg: {{tags}}',
    changed: '{{name}} voegde labels toe: {{tags}}; haalde weg: {{removed}}',
    adds: 'Toevoegen: {{tags}}',
    removes: 'Weghalen: {{tags}}',
    refusals: { 'too-many-tags': 'Een ticket heeft hoogstens 20 labels: haal er eerst een paar weg.' },
  },
})

export const room = roomOf(words, {
  acts: {
    'ticket.tag': {
      work: 'work',
      workText: ({ add, remove }, { say }) =>
        [
          add.length > 0 ? say('adds', { tags: add.join(', ') }) : '',
          remove.length > 0 ? say('removes', { tags: remove.join(', ') }) : '',
        ]
          .filter(Boolean)
          .join('\n'),
      dialogs: {
        tag: {
          title: 'title',
          done: 'done',
          problems: { add: 'bad' },
          load: async () => (await import('./TagDialog')).TagDialog,
        },
      },
      places: [{ in: 'menu', order: 25, label: 'label', does: 'ticket.tag' }],
      commands: { 'ticket.tag': { opens: 'tag' } },
    },
  },
  timeline: {
    'tags.changed': ({ event, name, say }) => {
      const [tags, removed] = [event.added.join(', '), event.removed.join(', ')]
      if (removed === '') return { line: say('added', { name, tags }), detail: '' }
      if (tags === '') return { line: say('removed', { name, tags: removed }), detail: '' }
      return { line: say('changed', { name, tags, removed }), detail: '' }
    },
  },
})

declare module '../register' {
  interface Rooms {
    readonly tag: typeof room
  }
}
