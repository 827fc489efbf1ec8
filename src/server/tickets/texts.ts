import { cutText } from '../../shared/cut-text'

/** The automatic mails, as data: `{slots}` are filled in by `compose.ts`. Plain text; html follows from it. */

export interface MailText {
  readonly subject: string
  readonly text: string
}

export type AutomaticMail = 'confirmation' | 'closed-no-contact' | 'closed-unconfirmed'

export const automaticMails = {
  nl: {
    confirmation: {
      subject: 'Ontvangen: {subject}',
      text: `Beste {name},

Wij hebben uw bericht ontvangen als ticket #{number}: "{subject}".

U krijgt binnen vier kantooruren een inhoudelijke reactie. Onze kantooruren zijn maandag tot en met vrijdag van 08:30 tot 17:00. Wilt u iets aanvullen, beantwoord dan deze e-mail.

{office}`,
    },
    'closed-no-contact': {
      subject: 'Gesloten: {subject}',
      text: `Beste {name},

Wij hebben u over ticket #{number} zeven dagen lang niet kunnen bereiken. Daarom is het ticket automatisch gesloten.

Is het nog niet opgelost? Beantwoord dan deze e-mail; het ticket gaat vanzelf weer open.

{office}`,
    },
    'closed-unconfirmed': {
      subject: 'Gesloten: {subject}',
      text: `Beste {name},

Ticket #{number} is zeven dagen geleden opgelost. Omdat wij geen bevestiging van u ontvingen, is het ticket automatisch gesloten.

Werkt het toch niet zoals het hoort? Beantwoord dan deze e-mail; het ticket gaat vanzelf weer open.

{office}`,
    },
  },
  en: {
    confirmation: {
      subject: 'Received: {subject}',
      text: `Dear {name},

We have received your message as ticket #{number}: "{subject}".

You will have an answer within four office hours. Our office hours are Monday to Friday, 08:30 to 17:00 (Amsterdam time). If you want to add something, reply to this e-mail.

{office}`,
    },
    'closed-no-contact': {
      subject: 'Closed: {subject}',
      text: `Dear {name},

We could not reach you about ticket #{number} for seven days. The ticket has been closed for that reason.

Is it not solved yet? Reply to this e-mail and the ticket opens again by itself.

{office}`,
    },
    'closed-unconfirmed': {
      subject: 'Closed: {subject}',
      text: `Dear {name},

Ticket #{number} was solved seven days ago. As we received no confirmation from you, the ticket has been closed.

Does it not work as it should after all? Reply to this e-mail and the ticket opens again by itself.

{office}`,
    },
  },
} as const satisfies Record<'nl' | 'en', Record<AutomaticMail, MailText>>

/** Fills the slots of an automatic mail. A slot without a value is left out. */
export function automaticMail(
  language: 'nl' | 'en',
  kind: AutomaticMail,
  values: Readonly<Record<string, string | number>>,
): MailText {
  const template = automaticMails[language][kind]
  const put = (text: string): string =>
    text.replace(/\{([a-z]+)\}/g, (_, name: string) => String(values[name] ?? ''))
  return { subject: cutText(put(template.subject), 900), text: put(template.text) }
}
