import { z } from 'zod'
import { signInEnd, workspaceChoices } from '../sync/account-wire'
import { alert } from '../alerts/alert'
import { session } from '../sync/api-wire'
import { attachmentLimits } from '../tickets/attachment-limits'
import { instant, text, uuid } from '../tickets/values'
import { pictureLimit } from './picture-limit'
import { preferences } from './preferences'

/**
 * The one map of what the page may ask of the main process, and what it is told. Handler, bridge and caller types all
 * derive from it; arguments are parsed by the schemas here before a handler sees them.
 */

export const shownAlert = alert.extend({ shownAt: instant, grouped: z.boolean(), seen: z.boolean() })
export type ShownAlert = z.infer<typeof shownAlert>

/** Where the app may be sent by a deep link, a notification or the menu: views only, never an action. */
export const destination = z.discriminatedUnion('view', [
  z.object({ view: z.literal('ticket-number'), number: z.number().int().positive() }),
  z.object({ view: z.literal('ticket'), ticketId: uuid }),
  z.object({ view: z.literal('queue'), name: z.enum(['mine', 'at-risk', 'missed', 'all']) }),
])
export type Destination = z.infer<typeof destination>

/** The server the app works with. `embedded` is the one inside the app, with the demo workspace. */
export const serverChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('embedded') }),
  z.object({ kind: z.literal('remote'), url: text(2000) }),
])
export type ServerChoice = z.infer<typeof serverChoice>

export const signedIn = session.omit({ token: true }).extend({
  server: serverChoice,
  /** False where the system has no keyring: the token then lives in memory only, and signing in is needed each start. */
  remembered: z.boolean(),
  /** The server refused the sign-in, or its token was not kept: cached work goes on, the queue waits for a new sign-in. */
  expired: z.boolean(),
  /** Why the server ended the sign-in before its time, where it said so. */
  ended: signInEnd.optional().catch(undefined),
})
export type SignedIn = z.infer<typeof signedIn>

/** How far the embedded backend is. */
export const backendState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('starting'), step: z.enum(['database', 'demo-data', 'listening']) }),
  z.object({ state: z.literal('ready') }),
  z.object({
    state: z.literal('failed'),
    message: text(2000),
    /** A newer version of the app made its data; nothing was changed, and only an update helps. */
    reason: z.literal('made-by-newer').optional(),
  }),
])
export type BackendState = z.infer<typeof backendState>

/** Errors are values here: the page must say what happened. */
export const failure = z.object({ ok: z.literal(false), code: text(64), message: text(2000) })
const result = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), value }), failure])

const isOfAFile = (bytes: Uint8Array): boolean => bytes.byteLength <= attachmentLimits.file

/** Journal lines: base64 of opaque bytes, at most 512 KB each. Main frames, checksums and fsyncs them. */
const journalRecord = z.object({ id: uuid, bytes: z.string().max(700_000) })

/** Somebody in a workspace. */
export const person = z.object({ workspaceId: uuid, agentId: uuid })
export type Person = z.infer<typeof person>

/** Who is at a desk, as the server told last: see `Desks`. Null while it is not known. */
const desks = z.object({ at: instant, until: z.record(uuid, instant) }).nullable()

/** Whose work a page's data worker opens, and how. */
const who = z.object({
  workspaceId: uuid.nullable(),
  agentId: uuid.nullable(),
  deviceId: uuid,
  preferences,
  /** Server time minus this machine's time as last known, ms. */
  clockOffsetMs: z.number().finite(),
  /** False: this machine's clock was set without a network, and nobody knows by how much. */
  clockIsCertain: z.boolean(),
  desks,
})
export type Who = z.infer<typeof who>

/** An error that nobody caught, for the log. None of it may hold what a customer wrote: see `faultOf` in the page. */
export const fault = z.object({
  where: z.enum(['page', 'worker']),
  /** The part of the screen, when it is known. */
  part: text(40).optional(),
  name: text(100),
  message: text(300),
  /** Places in the code, one a line. */
  stack: text(4000),
})
export type Fault = z.infer<typeof fault>

/** Page asks, main answers. */
export const requests = {
  /** What the data worker must know before it can open anything: asked first, by a script that knows nothing else. */
  'app.who': { args: z.object({}), answer: who },
  'app.start': {
    args: z.object({}),
    /** What the page must know before it can draw. */
    answer: z.object({
      version: text(40),
      platform: text(20),
      preferences,
      /** False while developing, where it would start something else. */
      canStartAtLogin: z.boolean(),
      signedIn: signedIn.nullable(),
      backend: backendState,
      /** Set when the app was opened by a deep link or a notification. */
      destination: destination.nullable(),
      /** Server time minus this machine's time as last known, ms: until the server is heard. */
      clockOffsetMs: z.number().finite(),
      /** Set in tests and demos only: nothing else may read the environment. */
      deviceId: uuid,
      /** This profile came from another machine: `deviceId` is new, so that the two do not speak as one. */
      profileCopied: z.boolean(),
    }),
  },
  /** Main prints the ready line and shows the window if it was waiting. */
  'app.ready': {
    args: z.object({
      tickets: z.number().int(),
      runningClocks: z.number().int(),
      nextDeadline: instant.nullable(),
    }),
    answer: z.object({}),
  },
  /** Something failed in the page or its data worker: written to the log. */
  'app.fault': { args: fault, answer: z.object({}) },
  'app.openExternal': { args: z.object({ url: text(2000) }), answer: result(z.object({})) },
  /** Asks where to, and writes an attachment there. It is never opened. `value.path` is null when the person went back. */
  'file.save': {
    args: z.object({ name: text(255), bytes: z.instanceof(Uint8Array).refine(isOfAFile, 'too large') }),
    answer: result(z.object({ path: z.string().nullable() })),
  },
  /** Pictures of a customer's mail, on a person's click: `data:` addresses in the order asked, null for what may not or cannot be had. */
  'pictures.fetch': {
    args: z.object({ urls: z.array(text(2000)).max(pictureLimit) }),
    answer: z.object({ pictures: z.array(z.string().nullable()) }),
  },
  'session.signIn': {
    args: z.object({
      server: serverChoice,
      email: text(320),
      password: text(1000),
      /** Only after `workspaces` was answered. */
      workspaceId: uuid.optional(),
    }),
    answer: z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), value: signedIn }),
      // The password is right in several workspaces: ask again with one of them.
      failure.extend({ workspaces: workspaceChoices.shape.workspaces.optional() }),
    ]),
  },
  /** Has the server mail a link to a new password. `ok` is the same whether somebody has the address or nobody. */
  'session.forgotPassword': {
    args: z.object({ server: text(2000), email: text(320) }),
    answer: result(z.object({})),
  },
  /** Signs in to the demo workspace on the embedded backend, starting it when needed. */
  'session.openDemo': { args: z.object({}), answer: result(signedIn) },
  /** Forgets the token. What waits to be sent stays, for this user's next sign-in. */
  'session.signOut': { args: z.object({}), answer: z.object({}) },
  /** What stood in the page and was not saved has been saved, or could not be: its window may go (`leaving`). */
  'app.saved': { args: z.object({}), answer: z.object({}) },
  'preferences.set': { args: preferences.partial(), answer: preferences },
  /** Fsynced before it answers. `ok: false` means: do not say saved. */
  'journal.append': { args: journalRecord, answer: result(z.object({})) },
  'journal.read': {
    args: z.object({}),
    answer: z.object({ records: z.array(journalRecord), tornTail: z.boolean() }),
  },
  /** Drops the records whose mutations are durable on the server. */
  'journal.forget': { args: z.object({ ids: z.array(uuid).max(10_000) }), answer: result(z.object({})) },
  /**
   * The whole plan of one person, replacing the former one. Kept on disk; rings even when every window is dead. One of a person
   * who has left meanwhile is dropped.
   */
  'alerts.plan': {
    args: z.object({
      owner: person,
      /** The form of the plan, `alertPlanVersion` when it was made. One of a newer version is read as far as it is known. */
      version: z.number().int().positive(),
      alerts: z.array(alert).max(20_000),
      /** From when the person's own tickets are at risk, for the figure of tray and dock. Ascending. */
      riskAt: z.array(instant).max(20_000),
      openIntervals: z.array(z.tuple([instant, instant])).max(400),
      /** Server time minus this machine's time, ms, as the server showed: instants are by its clock. Left out before that. */
      clockOffsetMs: z.number().finite().optional(),
      /** IANA zone of the office, for the time of day in a notification. The system's when left out. */
      timeZone: text(64).optional(),
    }),
    answer: z.object({}),
  },
  /** The page saw the wall clock jump: main looks at once whether it was set, and tells all windows (`wake`). */
  'clock.look': { args: z.object({}), answer: z.object({}) },
  'alerts.history': { args: z.object({}), answer: z.object({ alerts: z.array(shownAlert) }) },
  'alerts.markSeen': { args: z.object({}), answer: z.object({}) },
} as const satisfies Record<string, { args: z.ZodType; answer: z.ZodType }>

/** Main tells, the page listens. */
export const notices = {
  /** A menu item or accelerator was chosen; the id is one of the page's command table. */
  command: z.object({ id: text(64) }),
  open: destination,
  backend: backendState,
  /** The session ended (signed out, token refused). */
  session: signedIn.nullable(),
  /** The machine woke up, or its clock was set: read the time again and sync. Server time minus this machine's time, ms. */
  wake: z.object({ clockOffsetMs: z.number().finite() }),
  /** The window is being closed: it goes when the page says `app.saved`. */
  leaving: z.object({}),
  alertShown: shownAlert,
  /** A preference was changed, in whichever window. */
  preferences,
  desks,
} as const satisfies Record<string, z.ZodType>

export type RequestName = keyof typeof requests
export type RequestArgs<N extends RequestName> = z.infer<(typeof requests)[N]['args']>
export type RequestAnswer<N extends RequestName> = z.infer<(typeof requests)[N]['answer']>
export type NoticeName = keyof typeof notices
export type NoticeBody<N extends NoticeName> = z.infer<(typeof notices)[N]>

/** What the preload script puts on `window.tijdig`. */
export interface Bridge {
  request<N extends RequestName>(name: N, args: RequestArgs<N>): Promise<RequestAnswer<N>>
  /** Returns a function that stops listening. */
  listen<N extends NoticeName>(name: N, listener: (body: NoticeBody<N>) => void): () => void
}
