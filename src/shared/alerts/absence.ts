import { defaultStandInRules } from '../tickets/people'
import type { Agent, Office, StandInRules } from '../tickets/people'

/**
 * Who is at a desk, as the server heard at `at`: by agent, the instant until which the person counts as there if nothing more is
 * heard. In the past: since then nobody is at that desk. UTC ms.
 */
export interface Desks {
  readonly at: number
  readonly until: Readonly<Record<string, number>>
}

/** An answer about desks that is older than this (ms) says nothing about who is there now. */
export const desksHoldMs = 3 * 60_000

/**
 * Since when an agent is not there (UTC ms; -Infinity when nobody knows since when), or null while they are. Who set *away until*
 * is away whatever the desk says. Without a fresh answer about the desks nobody else counts as absent.
 */
export function absentSince(
  agent: Pick<Agent, 'id' | 'active' | 'awayUntil'>,
  desks: Desks | null,
  now: number,
): number | null {
  if (!agent.active || (agent.awayUntil ?? 0) > now) return -Infinity
  if (desks === null || now - desks.at > desksHoldMs) return null
  const until = desks.until[agent.id] ?? -Infinity
  return until > now ? null : until
}

/** Who stands in at this office. In a demo nobody but the person themselves has a desk, so nobody does. */
export const standInRulesOf = ({ demo, standIns }: Pick<Office, 'demo' | 'standIns'>): StandInRules =>
  standIns ?? { ...defaultStandInRules, isOn: !demo }
