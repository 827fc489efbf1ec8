import { roomOf } from '../define'
import { wordsOf } from '../words'

export const words = wordsOf('reply', {
  en: {
    work: 'Reply',
    label: 'Reply',
    overrun: {
      label: 'Tell it takes longer…',
      title: 'Tell the reporter that it takes longer',
      body: 'The agreement asks for this before or at the missed moment. The ticket shows when it was sent.',
      text: 'Message',
      submit: 'Send message',
      done: 'Saved on this device, waits to be sent',
      noAddress:
        'No e-mail address of the reporter is known. Call, and log that as a contact attempt; or send a reply to an address that you fill in yourself.',
      draft:
        'Dear {{name}},\n\nYour report “{{subject}}” takes us longer than agreed. We are working on it and will let you know as soon as there is news.\n\nKind regards,\n{{agent}}',
    },
    refusals: {
      'reply-undelivered':
        'The reply before it did not reach the customer, or that is in doubt. Decide on that first, in Needs you.',
      'attachment-missing':
        'A file of this reply is neither on this device nor on the server. Attach it again.',
      'attachments-too-large':
        'The files of this reply are too large together: at most 25 MiB can be sent. Leave some out, or send them as a link.',
      'attachment-refused':
        'The server does not take a file of this reply: it is too large, or of a kind that it refuses. Leave it out, or send it as a link.',
      'too-many-recipients':
        'A reply goes to at most 30 addresses. Your text is kept: leave some out, or send it in parts.',
      'too-many-replies':
        'You have sent as many replies within this hour as one person may. Your text is kept: send it in the next hour.',
      'too-many-new-addresses':
        'You have written to as many new addresses within this hour as one person may. Your text is kept: send it in the next hour.',
    },
  },
  nl: {
    work: 'Antwoord',
    label: 'Antwoord',
    overrun: {
      label: 'Melden dat het langer duurt…',
      title: 'De melder vertellen dat het langer duurt',
      body: 'De overeenkomst vraagt dit vóór of op het moment van overschrijden. Het ticket toont wanneer het is verzonden.',
      text: 'Bericht',
      submit: 'Bericht versturen',
      done: 'Opgeslagen op dit apparaat, wacht op verzending',
      noAddress:
        'Van de melder is geen e-mailadres bekend. Bel, en leg dat vast als contactpoging; of stuur een antwoord naar een adres dat je zelf invult.',
      draft:
        'Beste {{name}},\n\nUw melding ‘{{subject}}’ kost ons meer tijd dan afgesproken. We zijn ermee bezig en laten u weten zodra er nieuws is.\n\nMet vriendelijke groet,\n{{agent}}',
    },
    refusals: {
      'reply-undelivered':
        'Het antwoord ervoor is niet bij de klant aangekomen, of dat is onzeker. Beslis daar eerst over, bij Jouw besluit.',
      'attachment-missing':
        'Een bestand bij dit antwoord staat niet op dit apparaat en niet op de server. Voeg het opnieuw bij.',
      'attachments-too-large':
        'De bestanden bij dit antwoord zijn samen te groot: er kan hoogstens 25 MiB mee. Laat er een paar weg, of stuur een link.',
      'attachment-refused':
        'De server neemt een bestand van dit antwoord niet aan: het is te groot, of van een soort die hij weigert. Laat het weg, of stuur een link.',
      'too-many-recipients':
        'Een antwoord gaat naar hoogstens 30 adressen. Je tekst is bewaard: laat er een paar weg, of verstuur hem in delen.',
      'too-many-replies':
        'Je hebt dit uur zo veel antwoorden verstuurd als één persoon mag. Je tekst is bewaard: verstuur hem in het volgende uur.',
      'too-many-new-addresses':
        'Je hebt dit uur aan zo veel nieuwe adressen geschreven als één persoon mag. Je tekst is bewaard: verstuur hem in het volgende uur.',
    },
  },
})

export const room = roomOf(words, {
  acts: {
    'reply.send': {
      work: 'work',
      dialogs: {
        overrun: {
          title: 'overrun.title',
          done: 'overrun.done',
          problems: { to: 'overrun.noAddress' },
          load: async () => (await import('./OverrunDialog')).OverrunDialog,
        },
      },
      places: [
        { in: 'bar', order: 10, label: 'label', does: 'ticket.reply' },
        { in: 'menu', order: 80, label: 'overrun.label', does: { opens: 'overrun' } },
      ],
      commands: { 'ticket.reply': { composes: 'reply' } },
    },
  },
  timeline: { 'reply.sent': ({ event, name }) => ({ line: name, detail: event.message.text }) },
})

declare module '../register' {
  interface Rooms {
    readonly reply: typeof room
  }
}
