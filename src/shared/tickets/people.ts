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

export const office = z.object({
  name: text(200),
  demo: z.boolean(),
  staffDays: z.array(staffDay).max(2000),
  teams: z.array(team).max(200),
  ...stamp,
})
export type Office = z.infer<typeof office>
