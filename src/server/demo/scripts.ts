import type { OfficeCalendar } from '../../shared/sla/calendar'
import { assertNever } from '../../shared/assert-never'
import { close, closeWithoutContact, solve } from './endings'
import { phrases } from './phrases'
import { firstSenior, managingPartner } from './people'
import { hear, receive, reply, triage } from './story'
import type { Story } from './story'
import { playStray } from './stray'

/** Plays a ticket from receipt to its ending. */
export function play(story: Story, calendar: OfficeCalendar): void {
  const { plan, desk, chance } = story
  switch (plan.ending) {
    case 'unreadable':
    case 'unknown-sender':
    case 'bounce':
      return playStray(story, plan.ending)
    case 'new':
      return playNew(story)
    case 'open':
      answer(story)
      return workOn(story)
    case 'due-soon':
      return playDueSoon(story, calendar)
    case 'missed':
      return playMissed(story)
    case 'waiting-key-user':
      return playWaitingForKeyUser(story)
    case 'waiting-external':
      answer(story)
      desk.pass(chance.between(10, 90))
      return waitForExternal(story)
    case 'escalated':
      return playEscalated(story)
    case 'solved':
      answer(story)
      workOn(story)
      desk.pass(chance.between(20, 200))
      return solve(story)
    case 'closed':
      return plan.isBrief ? playBriefly(story) : playClosed(story, calendar)
    default:
      assertNever(plan.ending)
  }
}

function playNew(story: Story): void {
  receive(story)
  if (story.plan.rank % 5 < 3) return
  story.desk.pass(story.chance.between(3, 9))
  triage(story)
}

/** Receipt, triage and the first feedback, nearly always within the response time. */
function answer(story: Story): void {
  const { desk, chance, wording, assignee, plan } = story
  receive(story)
  desk.pass(chance.between(3, 40))
  triage(story)
  desk.pass(chance.happens(0.06) ? chance.between(215, 420) : chance.between(8, 130))
  // High priority leads to action at once ("leidt direct tot actie"): work starts no later than the feedback.
  if (story.priority === 'high' && plan.ending !== 'missed')
    desk.act(assignee, 'work.start', { occurredAt: null })
  reply(story, story.say(wording.answers))
}

/** What happens while somebody works on it. */
function workOn(story: Story): void {
  const { desk, chance, topic, assignee, customer } = story
  const words = phrases[customer.language]
  const startsNow = story.priority !== 'high' && chance.happens(0.6)
  desk.pass(chance.between(1, 25))
  if (startsNow) desk.act(assignee, 'work.start', { occurredAt: null })
  if (chance.happens(0.5)) {
    desk.pass(chance.between(5, 60))
    desk.act(assignee, 'note.add', { text: story.say(topic.notes) })
  }
  if (chance.happens(0.3)) {
    desk.pass(chance.between(20, 240))
    hear(story, story.say(words.more))
    desk.pass(chance.between(5, 90))
    reply(story, story.say(words.update))
  }
  if (topic.recording !== null && chance.happens(0.3)) {
    desk.pass(chance.between(5, 40))
    record(story, topic.recording)
  }
}

function record(story: Story, title: string): void {
  const { desk, chance, assignee, customer } = story
  const url = `https://recordings.waterkant.example/v/${chance.uuid().slice(0, 8)}`
  const recordingId = chance.uuid()
  desk.act(assignee, 'recording.add', { recordingId, url, title: story.say([title]), note: '' })
  if (chance.happens(0.6)) reply(story, phrases[customer.language].recorded.replace('{url}', url))
}

function playDueSoon(story: Story, calendar: OfficeCalendar): void {
  const { desk, chance, wording, topic, assignee, plan } = story
  const { feedbackAt, waitMinutes } = plan.due ?? { feedbackAt: plan.receivedAt, waitMinutes: 0 }
  receive(story)
  desk.pass(chance.between(3, 15))
  triage(story)
  desk.pass(calendar.between(desk.now(), feedbackAt) / 60_000)
  reply(story, story.say(wording.answers))
  if (waitMinutes > 0) {
    desk.pass(5)
    waitForExternal(story)
    desk.pass(waitMinutes)
    desk.act(assignee, 'wait.end', { occurredAt: null })
  }
  desk.pass(1)
  desk.act(assignee, 'work.start', { occurredAt: null })
  desk.act(assignee, 'note.add', { text: story.say(topic.notes) })
}

function playMissed(story: Story): void {
  const { desk, chance, customer, plan } = story
  answer(story)
  workOn(story)
  if (plan.rank % 3 === 2) return
  desk.pass(chance.between(500, 900))
  reply(story, story.say(phrases[customer.language].overrun), 'overrun')
}

function askKeyUser(story: Story): void {
  const { desk, assignee, wording, priority, customer } = story
  const channel = priority === 'high' ? 'telephone' : 'email'
  const question = story.say(wording.questions)
  reply(story, question)
  desk.pass(1)
  const note = channel === 'telephone' ? `Gebeld met ${story.keyUser.name}, voicemail ingesproken.` : ''
  const reason = customer.language === 'nl' ? 'Antwoord op onze vraag' : 'Answer to our question'
  desk.act(assignee, 'wait.start', {
    kind: 'key-user',
    reason,
    contactAttempt: { channel, note },
    occurredAt: null,
  })
}

function playWaitingForKeyUser(story: Story): void {
  const { desk, chance, assignee } = story
  answer(story)
  desk.pass(chance.between(5, 60))
  askKeyUser(story)
  if (!chance.happens(0.3)) return
  desk.pass(chance.between(300, 700))
  const attempt = { channel: 'telephone' as const, note: 'Geen gehoor; herinnering per e-mail gestuurd.' }
  desk.act(assignee, 'contact.log', { attempt, occurredAt: null })
}

function waitForExternal(story: Story): void {
  const { desk, chance, topic, assignee } = story
  if (chance.happens(0.6)) desk.act(assignee, 'note.add', { text: story.say(topic.notes) })
  const reason = story.say([topic.external ?? 'Odoo S.A. onderzoekt de melding'])
  desk.act(assignee, 'wait.start', { kind: 'external', reason, contactAttempt: null, occurredAt: null })
}

function playEscalated(story: Story): void {
  const { desk, chance, assignee, customer, plan } = story
  answer(story)
  workOn(story)
  desk.pass(chance.between(400, 700))
  hear(story, story.say(phrases[customer.language].complaint))
  desk.pass(chance.between(5, 40))
  desk.act(assignee, 'ticket.escalate', {
    level: 1,
    reason: 'De klant staat stil en vraagt om een verantwoordelijke; de oplostijd wordt niet gehaald.',
  })
  desk.pass(chance.between(10, 60))
  desk.act(firstSenior, 'note.add', { text: `Gebeld met ${story.keyUser.name}. Ik volg dit persoonlijk.` })
  if (plan.rank % 4 !== 3) return
  desk.pass(chance.between(60, 240))
  desk.act(firstSenior, 'ticket.escalate', {
    level: 2,
    reason: 'Op niveau 1 niet opgelost; besluit nodig over inzet van extra mensen.',
  })
  desk.pass(chance.between(5, 30))
  desk.act(managingPartner, 'note.add', { text: 'Opgepakt. Ik bel vandaag met de directie van de klant.' })
}

/** An old ticket of a large workspace: the usual course, in as few steps. */
function playBriefly(story: Story): void {
  const { desk, chance, assignee } = story
  answer(story)
  desk.pass(chance.between(30, 700))
  const resolution = story.say(story.wording.solutions)
  desk.act(assignee, 'ticket.solve', { resolution, occurredAt: null, anyway: false })
  desk.pass(chance.between(60, 1500))
  desk.act(assignee, 'ticket.close', { reason: 'confirmed', note: '', anyway: false })
}

function playClosed(story: Story, calendar: OfficeCalendar): void {
  const { desk, chance, assignee, customer, topic } = story
  if (chance.happens(0.05)) {
    receive(story)
    desk.pass(chance.between(5, 200))
    const reason = chance.pick(['withdrawn', 'duplicate', 'duplicate', 'withdrawn', 'spam'] as const)
    desk.act(assignee, 'ticket.close', { reason, note: '', anyway: false })
    return
  }
  answer(story)
  if (chance.happens(0.22)) {
    desk.pass(chance.between(5, 60))
    askKeyUser(story)
    if (chance.happens(0.2)) return closeWithoutContact(story, calendar)
    desk.pass(chance.between(60, 1200))
    hear(story, story.say(phrases[customer.language].answered))
    desk.act(assignee, 'wait.end', { occurredAt: null })
  } else if (topic.external !== null && chance.happens(0.3)) {
    desk.pass(chance.between(10, 60))
    waitForExternal(story)
    desk.pass(chance.between(120, 2000))
    desk.act(assignee, 'wait.end', { occurredAt: null })
  }
  workOn(story)
  desk.pass(chance.between(20, chance.happens(0.15) ? 1500 : 400))
  solve(story)
  close(story, calendar)
}
