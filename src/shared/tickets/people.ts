import { z } from 'zod'
import { instant, text, uuid } from './values'

/** Reference data of a workspace: customers and their agreements, agents, the office. Small, synced whole. */

/**
 * Which version a document is, and who made it when. Absent in one that nobody has changed since versions are counted: that is
 * version 0. Who changes a document says which version was read, and is told when somebody else changed it meanwhile.
 */
const stamp = {
  version: z.number().int().nonnegative().optional(),
  changedAt: instant.optional(),
  /** The name of the agent. */
  changedBy: text(200).optional(),
}
export type Stamp = z.infer<z.ZodObject<typeof stamp>>

export const role = z.enum(['agent', 'senior', 'managing-partner', 'administrator'])
export type Role = z.infer<typeof role>

export const agent = z.object({
  id: uuid,
  name: text(200),
  email: text(320),
  role,
  teamId: uuid.nullable(),
  active: z.boolean(),
  /** Not at work before this moment, as the agent set it. */
  awayUntil: instant.nullable().optional(),
  /** Who is told of this agent's deadlines while the agent is not there. */
  standInId: uuid.nullable().optional(),
  ...stamp,
})
export type Agent = z.infer<typeof agent>

export const keyUser = z.object({ id: uuid, name: text(200), email: text(320), telephone: text(50) })
export type KeyUser = z.infer<typeof keyUser>

export const customer = z.object({
  id: uuid,
  name: text(200),
  /** Their own address at the office, with which they make tickets. */
  email: text(320),
  language: z.enum(['nl', 'en']),
  agreement: z.object({
    version: text(40),
    /** Functional support is covered only where the customer chose it. */
    functional: z.boolean(),
    migration: z.boolean(),
    hoursPerMonth: z.number().nonnegative(),
    startedOn: text(10),
  }),
  keyUsers: z.array(keyUser).max(200),
  active: z.boolean(),
  ...stamp,
})
export type Customer = z.infer<typeof customer>

export const team = z.object({ id: uuid, name: text(200) })
export type Team = z.infer<typeof team>

/** A day on which the office is closed, announced beforehand ("personeelsdag"). */
export const staffDay = z.object({
  date: text(10),
  name: text(200),
  announcedAt: instant,
  announcedBy: text(200),
})
export type StaffDay = z.infer<typeof staffDay>

const minutes = z.number().min(0).max(600)

/** Who is told of a deadline whose owner is not there, and from when somebody counts as not there. Minutes. */
export const standInRules = z.object({
  isOn: z.boolean(),
  /** Office minutes after the alert. */
  after: z.object({ standIn: minutes, team: minutes, seniors: minutes }),
  /** At a desk is who has an app open that the server heard within so many minutes … */
  heardWithin: minutes,
  /** … and who used that machine within so many. */
  usedWithin: minutes,
})
export type StandInRules = z.infer<typeof standInRules>

/** For an office that has not chosen otherwise. */
export const defaultStandInRules: StandInRules = {
  isOn: true,
  after: { standIn: 0, team: 10, seniors: 20 },
  heardWithin: 2,
  usedWithin: 10,
}

export const office = z.object({
  name: text(200),
  demo: z.boolean(),
  staffDays: z.array(staffDay).max(2000),
  teams: z.array(team).max(200),
  standIns: standInRules.optional(),
  ...stamp,
})
export type Office = z.infer<typeof office>
