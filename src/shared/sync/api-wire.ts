import { z } from 'zod'
import { longestAlertKey } from '../alerts/alert'
import { agent } from '../tickets/people'
import { instant, text, uuid } from '../tickets/values'

/**
 * What client and server say to each other beside sync. A file of its own: main and the page need it at a start, and none of the
 * schemas of events and mutations, which take long to be made.
 */

export const apiError = z.object({
  /** Machine-readable, kebab-case, stable. */
  code: text(64),
  /** One sentence that a person can act on. */
  message: text(2000),
  details: z.unknown().optional(),
})
export type ApiError = z.infer<typeof apiError>

/**
 * POST /v1/sign-in (no token). The token is opaque; the server keeps only its hash. 409 `choose-workspace` (`workspaceChoices`)
 * when the password is right in several workspaces: ask again with one of them.
 */
export const signInRequest = z.object({
  email: text(320),
  password: text(1000),
  /** What people call it. */
  device: text(200),
  /** The id that the app gives itself: a sign-in on the same app replaces the former one. */
  deviceId: uuid.optional(),
  workspaceId: uuid.optional(),
})
export const session = z.object({ token: text(200), workspaceId: uuid, workspaceName: text(200), agent })
export type SignInRequest = z.infer<typeof signInRequest>
export type Session = z.infer<typeof session>

/** GET /v1/outbox: mails that left, or would have left, for the demo workspace's reader. Newest first. */
export const sentMail = z.object({
  id: uuid,
  ticketId: uuid.nullable(),
  to: z.array(text(320)),
  subject: text(1000),
  text: text(1_000_000),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.number().int(),
  createdAt: instant,
  sentAt: instant.nullable(),
  error: text(2000).nullable(),
  /** How it stands with each recipient; none from a server that is older than this. */
  recipients: z
    .array(
      z.object({
        address: text(320),
        /** `unknown`: may have it, the mail server's answer was lost. */
        state: z.enum(['waiting', 'sent', 'failed', 'unknown']),
        /** Why it does not have it. */
        answer: text(2000).nullable(),
      }),
    )
    .default([]),
})
export type SentMail = z.infer<typeof sentMail>

/** POST /v1/presence and its answer: who else views or writes on a ticket now. What is told counts for 30 s. */
export const presence = z.object({ ticketId: uuid, doing: z.enum(['viewing', 'writing']) })
export const presenceOthers = z.object({
  others: z.array(z.object({ name: text(200), doing: z.enum(['viewing', 'writing']) })),
})

/** How many alerts a device tells of at once. */
export const mostRung = 500
const alertKeys = z.array(text(longestAlertKey))

/**
 * POST /v1/desk: an app is at work on this device. Told once a minute, and at once when something has rung. Alerts are named by
 * `alertKey`.
 */
export const deskReport = z.object({
  /** How long ago the person last used the machine, ms; null where its system does not say. */
  idleMs: z.number().nonnegative().nullable(),
  /** What has rung here and was not told yet. */
  rung: alertKeys.max(mostRung),
  /** `at` of the last answer. Left out: whatever is known is wanted. */
  since: instant.optional(),
})
export const deskAnswer = z.object({
  /** Server time of the answer. */
  at: instant,
  /** Who is at a desk: by agent, until when they count as there if nothing more is heard. In the past: since then not. */
  until: z.record(uuid, instant),
  /** Of all devices on which this person has an app at work, this one was used last: it rings, and the others wait for its word. */
  isLastUsed: z.boolean(),
  /** What has rung for this person since, on any device. */
  rung: alertKeys,
})
export type DeskReport = z.infer<typeof deskReport>
export type DeskAnswer = z.infer<typeof deskAnswer>
