import { calendarDaysLater } from '../../shared/sla/auto-close'
import type { OfficeCalendar } from '../../shared/sla/calendar'
import { automaticMail } from '../tickets/texts'
import { systemActor } from './desk'
import { demoOffice } from './people'
import { phrases } from './phrases'
import { hear, reply } from './story'
import type { Story } from './story'

/** The last part of closed tickets' lives. */

/** Tells the customer what solved it, and marks the ticket solved. */
export function solve(story: Story): void {
  const { desk, assignee, wording, chance } = story
  const resolution = story.say(wording.solutions)
  reply(story, resolution)
  desk.pass(chance.between(0, 4))
  desk.act(assignee, 'ticket.solve', { resolution, occurredAt: null, anyway: false })
}

/** The customer confirms, or hears nothing of it and the ticket closes by itself after seven days. */
export function close(story: Story, calendar: OfficeCalendar): void {
  const { desk, chance, assignee, customer } = story
  const { thanks, again } = phrases[customer.language]
  if (chance.happens(0.06)) {
    desk.pass(chance.between(200, 900))
    hear(story, story.say(again))
    desk.act(assignee, 'ticket.reopen', { reason: 'De klant meldt dat het probleem terug is.' })
    desk.pass(chance.between(60, 400))
    solve(story)
  }
  if (chance.happens(0.35)) {
    closeUnconfirmed(story, calendar)
    return
  }
  desk.pass(chance.between(15, 900))
  hear(story, story.say(thanks))
  desk.pass(chance.between(3, 120))
  desk.act(assignee, 'ticket.close', { reason: 'confirmed', note: '', anyway: false })
}

/** Nobody answered for seven days: the system closes the ticket and tells the reporter. */
export function closeWithoutContact(story: Story, calendar: OfficeCalendar): void {
  const { desk } = story
  const since = desk.ticket().lastContactAttemptAt ?? desk.now()
  desk.passWallClock(calendarDaysLater(calendar.zone, since, 7) - desk.now())
  notice(story, 'closed-no-contact')
  desk.record(systemActor, { type: 'ticket.closed', reason: 'no-contact', note: '' })
}

function closeUnconfirmed(story: Story, calendar: OfficeCalendar): void {
  const { desk } = story
  const since = desk.ticket().facts.solvedAt ?? desk.now()
  desk.passWallClock(calendarDaysLater(calendar.zone, since, 7) - desk.now())
  notice(story, 'closed-unconfirmed')
  desk.record(systemActor, { type: 'ticket.closed', reason: 'unconfirmed', note: '' })
}

function notice(story: Story, kind: 'closed-no-contact' | 'closed-unconfirmed'): void {
  const { desk, customer, keyUser, plan } = story
  const mail = automaticMail(customer.language, kind, {
    name: keyUser.name,
    number: plan.number,
    subject: story.subject,
    office: demoOffice.name,
  })
  desk.record(systemActor, {
    type: 'reply.sent',
    purpose: 'notice',
    message: {
      text: mail.text,
      html: null,
      from: { name: demoOffice.name, email: customer.email },
      to: [keyUser.email],
      cc: [],
      subject: `[#${plan.number}] ${mail.subject}`,
      messageId: null,
      attachments: [],
    },
  })
}
