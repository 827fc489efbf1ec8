import type { Message } from '../../shared/tickets/message'
import { systemActor } from './desk'
import { fieldsOf } from './story'
import type { Story } from './story'

/** Mail that a person must look at: unreadable, from a stranger, or a bounce. */
export function playStray(story: Story, ending: 'unreadable' | 'unknown-sender' | 'bounce'): void {
  const { desk, plan } = story
  const { subject, text, name, email, attention, customerKnown } = strays[ending]
  const message: Message = {
    text,
    html: ending === 'unknown-sender' ? strangersHtml : null,
    from: { name, email },
    to: [story.customer.email],
    cc: [],
    subject,
    messageId: null,
    attachments:
      ending === 'unreadable' ? [desk.attach('original-mail.eml', 'message/rfc822', damagedMail)] : [],
  }
  const fields = {
    ...fieldsOf(story),
    subject,
    customerId: customerKnown ? story.customer.id : null,
    reporter: { name, email, keyUserId: null },
  }
  const sender = ending === 'unreadable' ? systemActor : ({ kind: 'customer', id: null, name } as const)
  desk.record(sender, { type: 'ticket.created', number: plan.number, channel: 'mail', fields, attention })
  desk.record(sender, { type: 'message.received', message })
}

const damagedMail = `From: Scanner <scanner@goudenaar.example>
To: goudenaar@support.waterkant.example
Subject: Scan 0042
Content-Type: multipart/mixed; boundary="scan-0042"

--scan-0041
Content-Type: application/pdf; name="scan0042.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQKJcOkw7zDtsOf
`

/** As it stands after cleaning: the picture in it is fetched only when somebody asks for it. */
const strangersHtml = `<p>Goedemiddag,</p><p>Wij werken sinds kort met <b>Odoo 18</b> en zoeken ondersteuning bij onze voorraad. Een kennis van ons, bij Groenhof, gaf mij dit adres. Kunnen wij hier terecht?</p><p>Met vriendelijke groet,<br />Harm Visser<br />Visser Zaden</p><p><img alt="Visser Zaden" width="180" data-remote-src="https://www.visserzaden.example/logo.png" /></p>`

const strays = {
  unreadable: {
    subject: 'E-mail kon niet worden gelezen',
    text: 'De inhoud van dit bericht kon niet worden gelezen: de onderdelen zijn beschadigd. Neem contact op met de afzender.\n\nThe content of this message could not be read: its parts are damaged. Please contact the sender.',
    name: 'Onbekende afzender',
    email: 'scanner@goudenaar.example',
    attention: 'unreadable-mail',
    customerKnown: true,
  },
  'unknown-sender': {
    subject: 'Vraag over jullie Odoo-ondersteuning',
    text: 'Goedemiddag,\n\nWij werken sinds kort met Odoo 18 en zoeken ondersteuning bij onze voorraad. Een kennis van ons, bij Groenhof, gaf mij dit adres. Kunnen wij hier terecht?\n\nMet vriendelijke groet,\nHarm Visser\nVisser Zaden',
    name: 'Harm Visser',
    email: 'harm@visserzaden.example',
    attention: 'unknown-sender',
    customerKnown: false,
  },
  bounce: {
    subject: 'Undelivered Mail Returned to Sender',
    text: 'This is the mail system at host mx.waterkant.example.\n\nI am sorry to have to inform you that your message could not be delivered to one or more recipients.\n\n<ruud.willemsen@degoudenaar.example>: host mail.degoudenaar.example said: 552 5.2.2 Mailbox full (in reply to RCPT TO command)',
    name: 'Mail Delivery System',
    email: 'mailer-daemon@mx.waterkant.example',
    attention: 'bounce',
    customerKnown: true,
  },
} as const
