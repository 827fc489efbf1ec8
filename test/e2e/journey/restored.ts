import type { TicketEvent } from '../../../src/shared/tickets/events'
import type { SentMail } from '../../../src/shared/sync/wire'
import { signInPlainly, type PlainClient } from '../../support/plain-client'
import { administratorEmail } from '../../support/team-workspace'
import type { Team } from '../support/team'

/** When a reply was written, seen from the backup that is restored afterwards. */
export const moments = [
  'before the backup',
  'after the backup',
  'as the server died',
  'with the line cut',
] as const
export type Moment = (typeof moments)[number]

export interface Round {
  readonly moments: readonly Moment[]
  /** The operator starts the restored server with `--restored`. */
  readonly announced: boolean
  /** Whether the mail of a reply has left, and is noted as sent, before the next thing happens. */
  readonly awaitsMail: boolean
  /** How long after a reply its server dies, ms. */
  readonly diesAfterMs: number
}

/** A round by chance. `random` gives 0 up to 1. */
export function roundBy(random: () => number): Round {
  const announced = random() < 0.5
  const drawn = moments.filter(() => random() < 0.7)
  /**
   * Where nobody announces it, a device proves the restore by what it heard since the backup. Without that nobody can know of
   * a reply whose answer was lost.
   */
  const isProven = announced || drawn.includes('after the backup')
  const possible = drawn.filter((moment) => isProven || moment !== 'as the server died')
  return {
    moments: possible.length > 0 ? possible : ['after the backup'],
    announced,
    // A backup that says of a mail that it is still to be sent is safe only where its restoring is announced.
    awaitsMail: random() < 0.7 || !announced,
    diesAfterMs: Math.floor(random() * 120),
  }
}

/** The same numbers for the same seed, 0 up to 1. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What the server and the customer have of one reply. */
export interface ReplyFound {
  readonly entered: number
  readonly mails: number
  /** How its mail stands at the server; null where there is none. */
  readonly state: SentMail['state'] | null
  /** The ticket says that a mail was not delivered, or may not have been. */
  readonly isMarked: boolean
}

export interface Looker {
  readonly reply: (ticketId: string, text: string) => Promise<ReplyFound>
}

/** Looks at replies as an administrator does. It signs in once, so that its sign-in is in every backup. */
export async function lookAt(team: Team): Promise<Looker> {
  const client: PlainClient = await signInPlainly(team.address, administratorEmail)
  const headers = { authorization: `Bearer ${client.session.token}` }
  return {
    reply: async (ticketId, text) => {
      const { events } = await client.snapshot()
      const own = events.filter((event) => event.ticketId === ticketId)
      const entered = own.filter((event) => event.type === 'reply.sent' && event.message.text === text)
      const answer = await fetch(`${team.address}/v1/outbox?ticketId=${ticketId}`, { headers })
      const { mails } = (await answer.json()) as { mails: readonly SentMail[] }
      const mail = mails.find(({ id }) => id === entered[0]?.id)
      const since = own.slice(own.indexOf(entered[0] as TicketEvent))
      return {
        entered: entered.length,
        mails: team.sink.accepted.filter((raw) => raw.includes(text)).length,
        state: mail?.state ?? null,
        isMarked: since.some((event) => event.type === 'note.added' && event.actor.kind === 'system'),
      }
    },
  }
}
