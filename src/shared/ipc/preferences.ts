import { z } from 'zod'

const leads = z.array(z.number().int().min(0).max(2400)).max(5)

/** What was chosen on this device, and what the person who works here chose for their own. Kept by main; defaults below. */
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
  /** What files of tickets may take on this device together, MB; 0 keeps none. */
  fileBudgetMB: z.number().int().min(0).max(1_000_000),
  /**
   * Whether files of one's own open tickets are fetched when nothing else is to be done, and at what pace: after so much quiet,
   * with a pause after each, and none that is larger.
   */
  filesAhead: z.object({
    on: z.boolean(),
    quietSeconds: z.number().min(0).max(86_400),
    pauseSeconds: z.number().min(0).max(86_400),
    largestMB: z.number().min(0).max(1_000_000),
  }),
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
  fileBudgetMB: 500,
  filesAhead: { on: true, quietSeconds: 30, pauseSeconds: 2, largestMB: 10 },
}

/** What rings is each person's own; all the rest is the device's. */
const personal = [
  'alertLeads',
  'alertScope',
  'alertOutsideOfficeHours',
] as const satisfies readonly (keyof Preferences)[]

/**
 * A preferences file as it stands on the disk: also what another version of the app wrote into it. What is a person's own lies in
 * `people`, under a name for the person.
 */
export type PreferenceFile = Readonly<Record<string, unknown>>

/**
 * The preferences in a file, for a person by name, or null while nobody is signed in. Each is read on its own, and of the lead
 * times each clock: a value that this version does not know, or that is missing, is the default, and costs no other.
 */
export function readPreferences(file: PreferenceFile, person: string | null): Preferences {
  const { alertLeads, alertScope, alertOutsideOfficeHours, ...ofDevice } = preferences.shape
  const own = ownOf(file, person)
  return {
    ...defaultPreferences,
    ...known(ofDevice, file),
    ...known({ alertScope, alertOutsideOfficeHours }, own),
    alertLeads: { ...defaultPreferences.alertLeads, ...known(alertLeads.shape, objectOf(own.alertLeads)) },
  } as Preferences
}

/**
 * The file after a change by a person, or null while nobody is signed in: then a change of what is a person's own is left out.
 * What was not changed stays as it was written, also what only another version knows.
 */
export function changedFile(
  file: PreferenceFile,
  change: Partial<Preferences>,
  person: string | null,
): PreferenceFile {
  const { own, others } = apart(change)
  const changed = { ...file, ...others }
  return person === null || Object.keys(own).length === 0 ? changed : withOwn(changed, person, own)
}

/**
 * The file after what lies in it as the device's has been given to a person whose own it should be: an older version kept the
 * bells of all people as one. The same file when there is nothing of the kind.
 */
export function givenToPerson(file: PreferenceFile, person: string): PreferenceFile {
  const { own, others } = apart(file)
  return Object.keys(own).length === 0 ? file : withOwn(others, person, own)
}

/** What of it is a person's own, and the rest. */
function apart(values: PreferenceFile): { readonly own: PreferenceFile; readonly others: PreferenceFile } {
  const isOwn = ([name]: [string, unknown]): boolean => personal.some((each) => each === name)
  const entries = Object.entries(values)
  return {
    own: Object.fromEntries(entries.filter(isOwn)),
    others: Object.fromEntries(entries.filter((entry) => !isOwn(entry))),
  }
}

const ownOf = (file: PreferenceFile, person: string | null): PreferenceFile =>
  person === null ? {} : objectOf(objectOf(file.people)[person])

function withOwn(file: PreferenceFile, person: string, change: PreferenceFile): PreferenceFile {
  const before = ownOf(file, person)
  const alertLeads = { ...objectOf(before.alertLeads), ...objectOf(change.alertLeads) }
  const own = { ...before, ...change, ...('alertLeads' in change ? { alertLeads } : {}) }
  return { ...file, people: { ...objectOf(file.people), [person]: own } }
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
