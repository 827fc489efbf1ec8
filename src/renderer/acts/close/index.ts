import { capital } from '../../texts/capital'
import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('close', {
  en: {
    work: 'Closing',
    label: 'Close…',
    closed: '{{name}} closed this: {{reason}}',
    reasons: {
      confirmed: 'confirmed by the reporter',
      'no-contact': 'no contact within seven days',
      unconfirmed: 'no confirmation within seven days',
      withdrawn: 'withdrawn',
      duplicate: 'duplicate',
      spam: 'spam',
    },
    title: 'Close',
    reason: 'Why is it closed?',
    submit: 'Close ticket',
    done: 'Closed',
    refusals: {
      'not-solved': 'Only a solved ticket can be confirmed: solve it first.',
      'contact-term-running': 'Seven days without contact have not passed since the last contact attempt.',
      'no-silence': 'The ticket does not wait for the key user, or there was contact since the last attempt.',
      'confirmation-term-running':
        'Seven days without confirmation have not passed since the ticket was solved.',
    },
  },
  nl: {
    work: 'Sluiting',
    label: 'Sluiten…',
    closed: '{{name}} sloot dit: {{reason}}',
    reasons: {
      confirmed: 'bevestigd door de melder',
      'no-contact': 'geen contact binnen zeven dagen',
      unconfirmed: 'geen bevestiging binnen zeven dagen',
      withdrawn: 'ingetrokken',
      duplicate: 'dubbel',
      spam: 'spam',
    },
    title: 'Sluiten',
    reason: 'Waarom wordt het gesloten?',
    submit: 'Ticket sluiten',
    done: 'Gesloten',
    refusals: {
      'not-solved': 'Alleen een opgeloste ticket kan worden bevestigd: los hem eerst op.',
      'contact-term-running':
        'Er zijn nog geen zeven dagen zonder contact voorbij sinds de laatste contactpoging.',
      'no-silence': 'Het ticket wacht niet op de key-user, of er was contact na de laatste poging.',
      'confirmation-term-running':
        'Er zijn nog geen zeven dagen zonder bevestiging voorbij sinds het ticket is opgelost.',
    },
  },
})

export const room = roomOf(words, {
  acts: {
    'ticket.close': {
      work: 'work',
      workText: ({ reason, note }, { say }) =>
        [capital(say(`reasons.${reason}`)), note].filter(Boolean).join('\n'),
      dialogs: {
        close: {
          title: 'title',
          done: 'done',
          load: async () => (await import('./CloseDialog')).CloseDialog,
        },
      },
      places: [{ in: 'menu', order: 60, label: 'label', does: 'ticket.close' }],
      commands: { 'ticket.close': { opens: 'close' } },
    },
  },
  timeline: {
    'ticket.closed': ({ event, name, say }) => ({
      line: say('closed', { name, reason: say(`reasons.${event.reason}`) }),
      detail: event.note,
    }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly close: typeof room
  }
}
