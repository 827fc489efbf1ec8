import type { OfficeCalendar } from '../../shared/sla/calendar'
import type { Priority } from '../../shared/sla/facts'
import type { Actor } from '../../shared/tickets/events'
import type { TicketFields } from '../../shared/tickets/fields'
import type { Attachment, Message } from '../../shared/tickets/message'
import type { Agent, Customer, KeyUser } from '../../shared/tickets/people'
import { automaticMail } from '../tickets/texts'
import { coverOf, covered } from './cover'
import type { Desk } from './desk'
import { createDesk, systemActor } from './desk'
import type { Evidence } from './evidence'
import { evidence } from './evidence'
import { createSlots, fill } from './fill'
import { demoAgents, demoCustomers, demoOffice, functionalTeam, signedInAgent, technicalTeam } from './people'
import { phrases } from './phrases'
import type { Plan } from './plan'
import type { Chance } from './random'
import type { Topic, Wording } from './topics/topic'

/** A ticket's life while it is being written: who is in it and what it is about. */
export interface Story {
  readonly desk: Desk
  readonly chance: Chance
  readonly topic: Topic
  readonly wording: Wording
  readonly customer: Customer
  readonly keyUser: KeyUser
  readonly customerActor: Actor
  readonly assignee: Agent
  readonly priority: Priority
  readonly subject: string
  readonly plan: Plan
  /** A template with its slots filled in, the same for the whole ticket. */
  readonly say: (templates: readonly string[]) => string
}

/** Stories that need a resolution clock: medium and covered, so that there is a due moment to meet or to miss. */
const hasTarget = ({ ending }: Plan): boolean =>
  ending === 'due-soon' || ending === 'missed' || ending === 'escalated'

const workers = demoAgents.filter((agent) => agent.role === 'agent' || agent.role === 'senior')

/** Casts the people and the subject of one ticket. */
export function castStory(calendar: OfficeCalendar, chance: Chance, plan: Plan, topic: Topic): Story {
  const customer = chance.pick(demoCustomers)
  const keyUser = chance.pick(customer.keyUsers)
  const slots = createSlots(chance, customer, plan.receivedAt)
  const wording = topic[customer.language]
  const say = (templates: readonly string[]): string => fill(chance.pick(templates), slots)
  const desk = createDesk({
    calendar,
    chance,
    number: plan.number,
    startAt: plan.receivedAt,
    endAt: plan.endAt,
    officeAddress: customer.email,
  })
  return {
    desk,
    chance,
    topic,
    wording,
    customer,
    keyUser,
    customerActor: { kind: 'customer', id: keyUser.id, name: keyUser.name },
    assignee: assigneeOf(plan, topic, chance),
    priority: hasTarget(plan) ? 'medium' : chance.pick(topic.priorities),
    subject: say(wording.subjects),
    plan,
    say,
  }
}

/** The person at the desk has the first tickets that are due soon, and a fair share of the others. */
function assigneeOf(plan: Plan, topic: Topic, chance: Chance): Agent {
  const isActive = plan.ending !== 'closed' && plan.ending !== 'new'
  if (isActive && (plan.ending === 'due-soon' ? plan.rank < 2 : plan.rank % 11 === 3)) return signedInAgent
  const others = workers.filter((agent) => agent !== signedInAgent || !isActive)
  const team = topic.type === 'functional' || topic.type === 'rfc' ? functionalTeam : technicalTeam
  const suited = others.filter((agent) => agent.teamId === team.id)
  return chance.pick(chance.happens(0.75) && suited.length > 0 ? suited : others)
}

export const fieldsOf = ({ subject, customer, keyUser }: Story): TicketFields => ({
  subject,
  customerId: customer.id,
  reporter: { name: keyUser.name, email: keyUser.email, keyUserId: keyUser.id },
  language: customer.language,
  teamId: null,
  assigneeId: null,
  type: null,
  priority: null,
  cover: null,
})

/** What the customer writes, as a mail to the office. */
export function fromCustomer(story: Story, text: string, isReply: boolean): Message {
  const { keyUser, customer, subject, chance } = story
  const { hello, regards } = phrases[customer.language]
  return {
    text: `${chance.pick(hello)}\n\n${text}\n\n${chance.pick(regards)}\n${keyUser.name}\n${customer.name}`,
    html: null,
    from: { name: keyUser.name, email: keyUser.email },
    to: [customer.email],
    cc: [],
    subject: isReply ? `Re: [#${story.plan.number}] ${subject}` : subject,
    messageId: `${chance.uuid()}@${keyUser.email.split('@')[1] ?? ''}`,
    attachments: [],
  }
}

/** The report comes in, with the confirmation that goes out at once. */
export function receive(story: Story): void {
  const { desk, chance, customerActor, customer, keyUser, wording } = story
  const fields = fieldsOf(story)
  const text = story.say(wording.problems)
  if (chance.happens(0.16)) {
    const taker = chance.pick(workers)
    const channel = chance.happens(0.7) ? 'telephone' : 'portal'
    desk.act(taker, 'ticket.create', { channel, fields, text, occurredAt: null })
    return
  }
  desk.record(customerActor, {
    type: 'ticket.created',
    number: story.plan.number,
    channel: 'mail',
    fields,
    attention: null,
  })
  const attachments = evidenceOf(story)
  const message = { ...fromCustomer(story, text, false), attachments }
  desk.record(customerActor, { type: 'message.received', message })
  desk.passWallClock(chance.between(2, 40) * 1000)
  const mail = automaticMail(customer.language, 'confirmation', {
    name: keyUser.name,
    number: story.plan.number,
    subject: story.subject,
    office: demoOffice.name,
  })
  desk.record(systemActor, {
    type: 'confirmation.sent',
    message: {
      text: mail.text,
      html: null,
      from: { name: demoOffice.name, email: customer.email },
      to: [keyUser.email],
      cc: [],
      subject: `[#${story.plan.number}] ${mail.subject}`,
      messageId: null,
      attachments: [],
    },
  })
}

/** Some reports come with what the customer saw in the log. */
function evidenceOf({ desk, chance, topic, plan }: Story): Attachment[] {
  if (plan.isBrief || topic.type !== 'application' || !chance.happens(0.25)) return []
  const [name, mediaType, text] = chance.pick<Evidence>(evidence)
  return [desk.attach(name, mediaType, text)]
}

/** Somebody judges what kind of work it is, how urgent, and who does it. */
export function triage(story: Story): void {
  const { desk, chance, topic, customer, assignee, priority, plan } = story
  const dispatcher = chance.happens(0.5) ? assignee : chance.pick(workers)
  const cover = hasTarget(plan) ? covered : coverOf(topic.type, customer, chance)
  const change = (field: keyof TicketFields, to: unknown) => ({ field, from: null, to })
  desk.act(dispatcher, 'ticket.edit', {
    changes: [
      change('type', topic.type),
      change('priority', priority),
      change('cover', cover),
      change('teamId', assignee.teamId),
      change('assigneeId', assignee.id),
    ],
  })
}

/** A public reply of the assignee; the first one is the feedback. */
export function reply(story: Story, text: string, purpose: 'reply' | 'overrun' = 'reply'): void {
  const { desk, assignee, keyUser, customer } = story
  const { dear, signed } = phrases[customer.language]
  const first = keyUser.name.split(' ')[0] ?? keyUser.name
  desk.act(assignee, 'reply.send', {
    text: `${dear} ${first},\n\n${text}\n\n${signed}\n${assignee.name}`,
    to: [keyUser.email],
    cc: [],
    purpose,
    attachmentIds: [],
    anyway: false,
  })
}

/** The customer writes again. */
export function hear(story: Story, text: string): void {
  story.desk.record(story.customerActor, {
    type: 'message.received',
    message: fromCustomer(story, text, true),
  })
}
