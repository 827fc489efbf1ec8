import { capital } from '../../texts/capital'
import { fieldValue } from '../../texts/field-value'
import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('edit', {
  en: {
    work: 'Change of fields',
    assign: {
      label: 'Assign…',
      title: 'Assign to',
      search: 'Find an agent',
      nobody: 'Nobody',
      me: 'me',
      submit: 'Assign',
    },
    assignedToYou: 'Assigned to you',
    triage: {
      label: 'Triage…',
      title: 'Type, priority and cover',
      submit: 'Save triage',
      email: 'E-mail address of {{name}}',
      typeHints: {
        application: 'A bug or fault that disturbs how Odoo works.',
        functional: 'A question about using the present set-up.',
        rfc: 'New or changed functionality. Response clock only.',
        migration: 'Moving to a new Odoo version.',
      },
      priorityHints: {
        high: 'Critical function unavailable and no workaround. Work starts at once after feedback.',
        medium: 'Function unavailable or wrong. Solved by the end of the next working day.',
        low: 'Everything else. Solved by the end of the working day plus three.',
      },
      coverLabel: 'Does the agreement cover it?',
      coverHints: {
        covered: 'Falls under the agreement.',
        'actual-hours': 'Billed apart. Response clock only.',
        'after-approval': 'Estimated first, made after approval.',
        'own-agreement': 'Migration has its own agreement.',
      },
      clause: 'Clause',
      suggested: 'suggested by the agreement',
      customer: 'Customer',
    },
    fieldChanged: '{{name}} changed {{field}} from {{from}} to {{to}}',
    fieldSet: '{{name}} set {{field}} to {{to}}',
    assigned: '{{name}} assigned this to {{to}}',
    unassignedBy: '{{name}} took the assignment away',
    refusals: {
      'subject-required': 'The subject was not changed: it must not be empty.',
      'priority-required': 'A priority can be changed, not taken away.',
      'invalid-field': 'The server does not take this value. Nothing was changed on the ticket.',
    },
  },
  nl: {
    work: 'Wijziging van velden',
    assign: {
      label: 'Toewijzen…',
      title: 'Toewijzen aan',
      search: 'Medewerker zoeken',
      nobody: 'Niemand',
      me: 'ik',
      submit: 'Toewijzen',
    },
    assignedToYou: 'Aan jou toegewezen',
    triage: {
      label: 'Beoordelen…',
      title: 'Soort, prioriteit en dekking',
      submit: 'Beoordeling opslaan',
      email: 'E-mailadres van {{name}}',
      typeHints: {
        application: 'Een fout of storing die de werking van Odoo verstoort.',
        functional: 'Een vraag over het gebruik van de huidige inrichting.',
        rfc: 'Nieuwe of gewijzigde functionaliteit. Alleen een reactieklok.',
        migration: 'Overzetten naar een nieuwe Odoo-versie.',
      },
      priorityHints: {
        high: 'Kritieke functie niet beschikbaar, geen workaround. Direct aan het werk na terugmelding.',
        medium: 'Functie niet beschikbaar of onjuist. Opgelost aan het eind van de volgende werkdag.',
        low: 'Al het andere. Opgelost aan het eind van de werkdag plus drie.',
      },
      coverLabel: 'Valt het onder de overeenkomst?',
      coverHints: {
        covered: 'Valt onder de overeenkomst.',
        'actual-hours': 'Apart berekend. Alleen een reactieklok.',
        'after-approval': 'Eerst geschat, gemaakt na akkoord.',
        'own-agreement': 'Migratie heeft een eigen overeenkomst.',
      },
      clause: 'Bepaling',
      suggested: 'volgt uit de overeenkomst',
      customer: 'Klant',
    },
    fieldChanged: '{{name}} wijzigde {{field}} van {{from}} in {{to}}',
    fieldSet: '{{name}} zette {{field}} op {{to}}',
    assigned: '{{name}} wees dit toe aan {{to}}',
    unassignedBy: '{{name}} haalde de toewijzing weg',
    refusals: {
      'subject-required': 'Het onderwerp is niet gewijzigd: het mag niet leeg zijn.',
      'priority-required': 'Een prioriteit kun je wijzigen, niet weghalen.',
      'invalid-field': 'De server neemt deze waarde niet aan. Aan het ticket is niets gewijzigd.',
    },
  },
})

export const room = roomOf(words, {
  acts: {
    'ticket.edit': {
      work: 'work',
      workText: ({ changes }, { t, reference }) =>
        changes
          .map(
            ({ field, to }) =>
              `${capital(t(`timeline.fields.${field}`))}: ${fieldValue(field, to, reference, t)}`,
          )
          .join('\n'),
      dialogs: {
        triage: {
          title: 'triage.title',
          done: null,
          load: async () => (await import('./TriageDialog')).TriageDialog,
        },
        assign: {
          title: 'assign.title',
          done: null,
          load: async () => (await import('./AssignDialog')).AssignDialog,
        },
      },
      places: [
        { in: 'menu', order: 10, label: 'triage.label', does: 'ticket.triage' },
        { in: 'menu', order: 20, label: 'assign.label', does: 'ticket.assign' },
      ],
      commands: {
        'ticket.triage': { opens: 'triage' },
        'ticket.assign': { opens: 'assign' },
        'ticket.assign-me': {
          writes: ({ assigneeId: from }, { me }) =>
            from === me.id ? null : { changes: [{ field: 'assigneeId', from, to: me.id }] },
          done: 'assignedToYou',
        },
      },
    },
  },
  timeline: {
    'fields.changed': ({ change, name, say, t, reference }) => {
      if (change === null) return { line: '', detail: '' }
      const { field } = change
      const from = fieldValue(field, change.from, reference, t)
      const to = fieldValue(field, change.to, reference, t)
      const detail = ''
      if (field === 'assigneeId')
        return {
          line: change.to === null ? say('unassignedBy', { name }) : say('assigned', { name, to }),
          detail,
        }
      const values = { name, field: t(`timeline.fields.${field}`), from, to }
      return { line: say(from === t('timeline.nothing') ? 'fieldSet' : 'fieldChanged', values), detail }
    },
  },
})

declare module '../register' {
  interface Rooms {
    readonly edit: typeof room
  }
}
