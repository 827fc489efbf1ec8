import { pushLimits } from '../wire'
import { mutationBytes } from '../wire-size'
import { neverWaits } from '../../tickets/acts/never-waits'
import { findAct } from '../../tickets/acts/find'
import { onRefusedMail } from './on-mail'
import type { OutboxEntry } from './outbox-entry'

/** Bytes that a push request needs beside its mutations. */
const ENVELOPE_BYTES = 200
/** What the server may hold for its author to look at: what was written after it waits to see what becomes of it. */
const isHoldable = (type: string): boolean => {
  const since = findAct(type)?.since
  return since?.kind === 'intent' || since?.mayBeHeld === true
}

/** True for what the server must (still or again) decide on: waiting, or applied in a past that it has forgotten. */
export function isUnsettled(entry: OutboxEntry, epoch: string | null): boolean {
  if (entry.state === 'waiting') return true
  return entry.state === 'acknowledged' && epoch !== null && entry.ack?.epoch !== epoch
}

/**
 * What does not go out by itself: it stands behind held work or a refused creation, in its lane or by `after`, or was written for a
 * mail that was refused; it waits for the decision on that.
 */
export function waitingForDecision(entries: readonly OutboxEntry[]): ReadonlySet<string> {
  const stopped = new Set<string>()
  const undecided = new Set<string>()
  const waiting = new Set<string>()
  const unreachable = onRefusedMail(entries)
  for (const { mutation, state } of entries) {
    const { id, ticketId, type, after } = mutation
    if (stopsLane(state, type)) stopped.add(ticketId)
    if (state === 'held' || state === 'rejected') undecided.add(id)
    if (state !== 'waiting') continue
    const isBehind =
      unreachable.has(id) ||
      (stopped.has(ticketId) && !neverWaits.has(type)) ||
      after.some((each) => undecided.has(each))
    if (!isBehind) continue
    waiting.add(id)
    undecided.add(id)
    if (!neverWaits.has(type)) stopped.add(ticketId)
  }
  return waiting
}

const stopsLane = (state: OutboxEntry['state'], type: string): boolean =>
  state === 'held' || (state === 'rejected' && type === 'ticket.create')

interface Limits {
  readonly mutations: number
  readonly bytes: number
}

/**
 * The next mutations to push, in order. Each ticket is a lane: first written, first sent. Held work stops its own lane,
 * notes excepted, until its author decides; so does a rejected creation. What was written for a refused mail waits as well. A batch ends a lane after a mutation that the
 * server might hold. `after` waits for what it names, in whatever lane that is; what is not ready (its files are
 * still on their way) waits too.
 */
export function nextBatch(
  entries: readonly OutboxEntry[],
  epoch: string | null,
  limits: Limits = pushLimits,
  isReady: (entry: OutboxEntry) => boolean = () => true,
): readonly OutboxEntry[] {
  const byId = new Map(entries.map((entry) => [entry.mutation.id, entry]))
  const stopped = new Set<string>()
  const unreachable = onRefusedMail(entries)
  const batch: OutboxEntry[] = []
  const chosen = new Set<string>()
  let bytes = ENVELOPE_BYTES
  for (const entry of entries) {
    const { id, ticketId, type, after } = entry.mutation
    if (stopsLane(entry.state, type)) stopped.add(ticketId)
    if (!isUnsettled(entry, epoch)) continue
    if (stopped.has(ticketId) && !neverWaits.has(type)) continue
    const blocked = after.some((needed) => {
      const dependency = byId.get(needed)
      if (!dependency || chosen.has(needed)) return false
      return dependency.state === 'held' || dependency.state === 'rejected' || isUnsettled(dependency, epoch)
    })
    if (blocked || unreachable.has(id) || !isReady(entry)) {
      if (!neverWaits.has(type)) stopped.add(ticketId)
      continue
    }
    const size = mutationBytes(entry.mutation) + 1
    if (batch.length > 0 && bytes + size > limits.bytes) break
    batch.push(entry)
    chosen.add(id)
    bytes += size
    if (batch.length >= limits.mutations) break
    if (isHoldable(type)) stopped.add(ticketId)
  }
  return batch
}
