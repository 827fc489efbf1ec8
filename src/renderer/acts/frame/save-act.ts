import type { TFunction } from 'i18next'
import { findAct, newestVersion } from '../../../shared/tickets/acts/find'
import { checkArgs } from '../../../shared/tickets/check-args'
import type { ArgumentFault } from '../../../shared/tickets/check-args'
import type { Decision } from '../../../shared/tickets/decision'
import type { Mutation, MutationArgs, MutationType } from '../../../shared/tickets/mutations'
import type { Agent } from '../../../shared/tickets/people'
import type { Ticket } from '../../../shared/tickets/ticket'
import { serverNow } from '../../clock/now'
import { orFailed, seenOf, tell } from '../../state/act'
import { data } from '../../state/data-client'
import { reportFault } from '../../state/faults'
import { useLiveData } from '../../state/live-data'
import type { FormToSend } from '../../state/use-form'
import { refusalText } from '../../texts/refusal-text'
import { foresee } from './foresee'

interface ToSave<A extends MutationType> {
  readonly act: A
  readonly args: MutationArgs<A>
  readonly ticketId: string
  /** The ticket as its author saw it; null for one that is new. */
  readonly seen: Ticket | null
  readonly me: Agent
  /** The fields that it was filled in in; null for what nothing is kept of. */
  readonly form: FormToSend | null
}

interface Words {
  readonly t: TFunction
  /** What is said when it is done; null: nothing, for the screen shows it. */
  readonly done: string | null
  /** What is said of an argument; undefined: what is said of any. */
  readonly problem: (argument: string) => string | undefined
}

const nothingSeen = { version: 0, customerMessages: 0, publicReplies: 0 }

/**
 * Saves an act on this device, and says what becomes of it. Null when it is saved, else what is wrong, in words: arguments that the act does
 * not take, or what the server would certainly refuse. What it would hold is saved: its author decides on it later.
 */
export async function saveAct<A extends MutationType>(
  what: ToSave<A>,
  { t, done, problem }: Words,
): Promise<string | null> {
  const { act, ticketId, form } = what
  const checked = checkArgs(act, what.args)
  if (!checked.ok) return problem(checked.fault.argument) ?? faultText(checked.fault, t)
  await form?.flush()
  const { args } = checked
  const seen = what.seen ? seenOf(what.seen) : nothingSeen
  const decision = await foreseen({ ...what, args }, seen)
  if (decision?.result === 'rejected') return refusalText(decision.reason, t)
  const saved = await orFailed(
    data().mutate({ type: act, ticketId, args, seen, replaces: null, form: form?.place ?? null }),
  )
  if (!saved.ok) return `${t('act.notSaved')}: ${refusalText(saved.error, t)}`
  const said = decision && outcomeText(decision, { t, done })
  if (said) tell(said)
  return null
}

/** What the rules will make of it; null where that is not known. */
async function foreseen<A extends MutationType>(
  { act, args, ticketId, seen: ticket, me }: ToSave<A>,
  seen: Mutation['seen'],
): Promise<Decision | null> {
  const now = serverNow()
  const mutation = {
    id: crypto.randomUUID(),
    type: act,
    v: newestVersion(findAct(act)),
    ticketId,
    args,
    seen,
    after: [],
    writtenAt: now,
    ...(useLiveData.getState().sync.clockIsCertain ? {} : { clock: 'uncertain' }),
  } as unknown as Mutation
  const who = { actor: { kind: 'agent', id: me.id, name: me.name }, role: me.role, now } as const
  if (ticket === null) return foresee(mutation, { view: null, outbox: [], who })
  try {
    const [view, outbox] = await Promise.all([data().ticket({ id: ticketId }), data().outbox({})])
    // The cache is made anew just now: the server will say.
    return view && foresee(mutation, { view, outbox, who })
  } catch (error) {
    reportFault(error, 'act')
    return null
  }
}

function outcomeText(decision: Decision, { t, done }: Pick<Words, 't' | 'done'>): string | null {
  if ('reason' in decision) return t('act.savedToDecide', { why: refusalText(decision.reason, t) })
  return decision.events.length > 0 ? done : t('act.nothingToDo')
}

function faultText({ kind, max }: ArgumentFault, t: TFunction): string {
  if (kind === 'missing') return t('dialog.required')
  return kind === 'too-long' ? t('dialog.tooLong', { max: max ?? 0 }) : t('dialog.notTaken')
}
