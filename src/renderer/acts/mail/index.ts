import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('mail', {
  en: {
    confirmed: 'Confirmation of receipt sent',
    delivery: {
      failed: 'A reply was not delivered',
      partly: 'A reply was not delivered to everybody',
      'in-doubt': 'It is in doubt whether a reply arrived',
      waiting: '{{name}} had the reply sent again',
      delivered: 'The reply was delivered',
      arrived: '{{name}} says that the reply had arrived',
      'given-up': '{{name}} leaves the undelivered reply as it is',
    },
    noFeedbackYet: 'It counts for no clock: there is no feedback yet.',
  },
  nl: {
    confirmed: 'Ontvangstbevestiging verzonden',
    delivery: {
      failed: 'Een antwoord is niet bezorgd',
      partly: 'Een antwoord is niet bij iedereen bezorgd',
      'in-doubt': 'Het is onzeker of een antwoord is aangekomen',
      waiting: '{{name}} liet het antwoord opnieuw versturen',
      delivered: 'Het antwoord is bezorgd',
      arrived: '{{name}} zegt dat het antwoord was aangekomen',
      'given-up': '{{name}} laat het onbezorgde antwoord zoals het is',
    },
    noFeedbackYet: 'Het telt voor geen klok: er is nog geen terugmelding.',
  },
})

/** What happens by mail alone: no act of a person makes these events. */
export const room = roomOf(words, {
  acts: {},
  timeline: {
    'message.received': ({ event, name }) => ({ line: name, detail: event.message.text }),
    'confirmation.sent': ({ say }) => ({ line: say('confirmed'), detail: '' }),
    'delivery.changed': ({ event: { state, reachesCustomer, contacts }, name, say }) => ({
      line: say(`delivery.${state === 'failed' && reachesCustomer ? 'partly' : state}`, { name }),
      detail: contacts.feedbackAt === null ? say('noFeedbackYet') : '',
    }),
  },
})

declare module '../register' {
  interface Rooms {
    readonly mail: typeof room
  }
}
