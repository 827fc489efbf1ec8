import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('escalation', {
  en: {
    escalate: {
      work: 'Escalation',
      label: 'Escalate…',
      escalated: '{{name}} escalated this to level {{level}}',
      title: 'Escalate',
      level: 'To whom?',
      level1: 'Level 1 · (senior) partner',
      level2: 'Level 2 · Managing Partner',
      reason: 'Why is this escalated?',
      submit: 'Escalate',
      done: 'Escalated',
    },
    end: {
      work: 'End of escalation',
      label: 'End escalation…',
      ended: '{{name}} ended the escalation',
      title: 'End escalation',
      submit: 'End escalation',
      note: 'How was it settled?',
      done: 'Escalation ended',
    },
    refusals: {
      'already-escalated': 'This ticket is already escalated as far as that.',
      'not-escalated': 'This ticket is not escalated.',
      'level-1-first': 'An escalation is first handled by a (senior) partner: escalate to level 1.',
    },
  },
  nl: {
    escalate: {
      work: 'Escalatie',
      label: 'Escaleren…',
      escalated: '{{name}} escaleerde dit naar niveau {{level}}',
      title: 'Escaleren',
      level: 'Naar wie?',
      level1: 'Niveau 1 · (senior) partner',
      level2: 'Niveau 2 · Managing Partner',
      reason: 'Waarom escaleert dit?',
      submit: 'Escaleren',
      done: 'Geëscaleerd',
    },
    end: {
      work: 'Einde van de escalatie',
      label: 'Escalatie beëindigen…',
      ended: '{{name}} beëindigde de escalatie',
      title: 'Escalatie beëindigen',
      submit: 'Escalatie beëindigen',
      note: 'Hoe is het opgelost?',
      done: 'Escalatie beëindigd',
    },
    refusals: {
      'already-escalated': 'Deze ticket is al zo ver geëscaleerd.',
      'not-escalated': 'Deze ticket is niet geëscaleerd.',
      'level-1-first': 'Een escalatie gaat eerst naar een (senior) partner: escaleer naar niveau 1.',
    },
  },
})

export const room = roomOf(words, {
  acts: {
    'ticket.escalate': {
      work: 'escalate.work',
      dialogs: {
        escalate: {
          title: 'escalate.title',
          done: 'escalate.done',
          load: async () => (await import('./EscalateDialog')).EscalateDialog,
        },
      },
      places: [{ in: 'menu', order: 40, label: 'escalate.label', does: 'ticket.escalate' }],
      commands: { 'ticket.escalate': { opens: 'escalate' } },
    },
    'escalation.end': {
      work: 'end.work',
      dialogs: {
        'end-escalation': {
          title: 'end.title',
          done: 'end.done',
          load: async () => (await import('./EndEscalationDialog')).EndEscalationDialog,
        },
      },
      places: [{ in: 'menu', order: 90, label: 'end.label', does: { opens: 'end-escalation' } }],
      commands: {},
    },
  },
  timeline: {
    'ticket.escalated': ({ event, name, say }) => ({
      line: say('escalate.escalated', { name, level: event.level }),
      detail: event.reason,
    }),
    'escalation.ended': ({ event, name, say }) => ({
      line: say('end.ended', { name }),
      detail: event.note,
    }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly escalation: typeof room
  }
}
