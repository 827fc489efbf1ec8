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
  /** Whether the app starts with the person's session of the system. `unasked` is off, and asked once after a sign-in. */
  startAtLogin: z.enum(['unasked', 'on', 'off']),
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
  startAtLogin: 'unasked',
}

/** A preferences file as it stands on the disk: also what another version of the app wrote into it. */
export type PreferenceFile = Readonly<Record<string, unknown>>

/**
 * The preferences in a file. Each is read on its own, and of the lead times each clock: a value that this version does not know,
 * or that is missing, is the default, and costs no other.
 */
export function readPreferences(file: PreferenceFile): Preferences {
  const { alertLeads, ...others } = preferences.shape
  return {
    ...defaultPreferences,
    ...known(others, file),
    alertLeads: { ...defaultPreferences.alertLeads, ...known(alertLeads.shape, objectOf(file.alertLeads)) },
  } as Preferences
}

/** The file after a change. What was not changed stays as it was written, also what only another version knows. */
export function changedFile(file: PreferenceFile, change: Partial<Preferences>): PreferenceFile {
  const { alertLeads } = change
  return {
    ...file,
    ...change,
    ...(alertLeads ? { alertLeads: { ...objectOf(file.alertLeads), ...alertLeads } } : {}),
  }
}

const known = (shape: Readonly<Record<string, z.ZodType>>, values: PreferenceFile): PreferenceFile =>
  Object.fromEntries(
    Object.entries(shape).flatMap(([name, schema]) => {
      const read = schema.safeParse(values[name], { jitless: true })
      return read.success ? [[name, read.data]] : []
    }),
  )

const objectOf = (value: unknown): PreferenceFile =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PreferenceFile) : {}
