import { z } from 'zod'

const leads = z.array(z.number().int().min(0).max(2400)).max(5)

/** What one person chose on this device. Kept by main; defaults below. */
export const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', 'nl', 'en']),
  density: z.enum(['normal', 'compact']),
  /** Office minutes before the deadline, per clock. High priority alerts at once by itself. */
  alertLeads: z.object({ response: leads, action: leads, resolution: leads, aim: leads }),
  /** Whose tickets ring. Unassigned are those of one's own team that nobody has taken yet. */
  alertScope: z.enum(['mine', 'mine-and-unassigned', 'team', 'all', 'none']),
  alertOutsideOfficeHours: z.boolean(),
  /** Closing the last window leaves the app at work, in the tray where there is one. */
  stayWhenClosed: z.boolean(),
})
export type Preferences = z.infer<typeof preferences>

export const defaultPreferences: Preferences = {
  theme: 'system',
  language: 'system',
  density: 'normal',
  alertLeads: { response: [60, 15], action: [0], resolution: [60, 15], aim: [] },
  alertScope: 'mine-and-unassigned',
  alertOutsideOfficeHours: false,
  stayWhenClosed: true,
}
