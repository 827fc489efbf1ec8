import { agreement20230224, calendarOf } from '../../shared/sla/agreement'
import type { Agent, Customer, Office } from '../../shared/tickets/people'
import type { DemoTicket } from './desk'
import { demoAgents, demoCustomers, demoOffice } from './people'
import type { Plan } from './plan'
import { planTickets } from './plan'
import type { Chance } from './random'
import { createChance } from './random'
import { play } from './scripts'
import { castStory } from './story'
import type { Story } from './story'
import { topics } from './topics/all'
import type { Topic } from './topics/topic'

export interface DemoWorkspace {
  readonly agents: readonly Agent[]
  readonly customers: readonly Customer[]
  readonly office: Office
  /** Oldest first, numbered in that order; made one at a time. */
  readonly tickets: Iterable<DemoTicket>
}

export interface DemoSize {
  readonly tickets: number
  /** Clocks run, wait and miss relative to this instant (epoch ms). */
  readonly now: number
  readonly seed: number
}

/**
 * Makes up the workspace of an Odoo partner's support desk: six customers, eight agents and tickets in every state, in
 * Dutch and English. Pure: the same size, seed and now give the same workspace.
 */
export function generateDemo(size: DemoSize): DemoWorkspace {
  return { agents: demoAgents, customers: demoCustomers, office: demoOffice, tickets: generateTickets(size) }
}

function* generateTickets({ tickets, now, seed }: DemoSize): Generator<DemoTicket> {
  const calendar = calendarOf(agreement20230224)
  const chance = createChance(seed)
  const subjects = new Set<string>()
  for (const plan of planTickets(calendar, chance, tickets, now)) {
    const story = castFreshStory(plan)
    play(story, calendar)
    yield story.desk.finish()
  }

  /** Casts again while another ticket has the same subject, so that no two look alike. */
  function castFreshStory(plan: Plan): Story {
    for (let attempt = 0; ; attempt++) {
      const own = createChance(plan.seed + attempt, plan.number)
      const story = castStory(calendar, own, plan, topicFor(plan, own))
      if (attempt < 12 && subjects.has(story.subject)) continue
      subjects.add(story.subject)
      return story
    }
  }
}

const external = topics.filter((topic) => topic.external !== null)
const clocked = topics.filter((topic) => topic.type === 'application')
const externalAndClocked = clocked.filter((topic) => topic.external !== null)

/** A subject that fits the ending: waiting for others needs another party, missing a target needs a target. */
function topicFor(plan: Plan, chance: Chance): Topic {
  switch (plan.ending) {
    case 'waiting-external':
      return chance.pick(external)
    case 'due-soon':
      return chance.pick(externalAndClocked)
    case 'missed':
    case 'escalated':
      return chance.pick(clocked)
    default:
      return chance.pick(topics)
  }
}
