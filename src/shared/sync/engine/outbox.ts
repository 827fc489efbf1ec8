import type { MutationEnvelope } from '../../tickets/mutations'
import type { ApiError } from '../wire'
import { whyTooLarge } from '../wire-size'
import { dropRecord, mayBeTakenBack, mutationRecord, newEntry, placeOf } from './outbox-entry'
import type { Author, OutboxEntry } from './outbox-entry'
import type { Journal, Kept, OutboxPatch, OutboxStore } from './ports'
import { createSerial } from './serial'
import { uniteWithJournal } from './union'

/** The work of one author on one device, in memory as it is on disk. */
export interface Outbox {
  /** Reads the store again: at start, and when another window wrote. */
  load(): Promise<void>
  /** Adds what only the journal still has. For the window that owns sync, before it sends anything. */
  recover(): Promise<void>
  /** In order of writing, replacements where the replaced stood; dropped work is left out. */
  entries(): readonly OutboxEntry[]
  /** Everything, dropped work too. */
  stored(): readonly OutboxEntry[]
  /**
   * Ok means that the mutation is in the fsynced journal and in the strict outbox. Otherwise nothing is kept: not what is too
   * large to be ever sent, either.
   */
  add(mutation: MutationEnvelope, replaces: string | null): Promise<Kept>
  /** Drops held or rejected work on its author's word. `decisionId` is a fresh id for the journal's record of it. */
  drop(mutationId: string, decisionId: string): Promise<Kept>
  /**
   * Takes work back on its author's word, all of it or none: what was written in it becomes a draft, in the same step. Refused as soon as one of
   * these is being sent, in whatever window. `decisionIds` are fresh ids for the journal's records of it.
   */
  takeBack(mutationIds: readonly string[], decisionIds: readonly string[]): Promise<Kept>
  /**
   * Notes that these are about to be sent, to this log where it is known. False when one of them was taken back in another window
   * meanwhile: then none may be sent. Rejects when that cannot be noted: what is not noted as sent could still be taken back.
   */
  noteSent(sending: readonly OutboxEntry[], log: string | null): Promise<boolean>
  patch(patches: readonly OutboxPatch[]): Promise<void>
  /** Forgets entries for good: first in the journal, then here, so that none comes back by itself. */
  remove(entries: readonly OutboxEntry[]): Promise<Kept>
}

const inLanes = (entries: readonly OutboxEntry[]): readonly OutboxEntry[] =>
  entries.toSorted((a, b) => placeOf(a) - placeOf(b) || a.order - b.order)

const notSaved = (cause: unknown): ApiError => ({
  code: 'outbox-unwritable',
  message: `This device could not keep your change (${cause instanceof Error ? cause.name : 'storage error'}). Nothing was saved; free some disk space and try again.`,
})

/** A second click, or another window. */
export const alreadyDecided: ApiError = {
  code: 'already-decided',
  message: 'You have decided on this work already.',
}

/** It may have left, or may leave in this moment. */
const beingSent: ApiError = {
  code: 'being-sent',
  message: 'It is just being sent, or may have been. Nothing was changed.',
}

export function createOutbox(store: OutboxStore, journal: Journal, who: Author): Outbox {
  let entries: readonly OutboxEntry[] = []
  /** Told "not saved", but still in the journal: forgotten as soon as that works, and never sent. */
  const refused = new Set<string>()
  const serial = createSerial()

  async function load(): Promise<void> {
    entries = inLanes(await store.all())
  }

  async function recover(): Promise<void> {
    await load()
    const union = uniteWithJournal(entries, await journal.read(), who)
    if (union.add.length > 0 || union.patch.length > 0)
      await store.write({ add: union.add, patch: union.patch })
    await load()
    if (union.forget.length > 0) await journal.forget(union.forget)
  }

  const isUndecided = (id: string): boolean => {
    const state = entries.find(({ mutation }) => mutation.id === id)?.state
    return state === 'held' || state === 'rejected'
  }

  async function add(mutation: MutationEnvelope, replaces: string | null): Promise<Kept> {
    const tooLarge = whyTooLarge(mutation)
    if (tooLarge) return { ok: false, error: tooLarge }
    // It would be done twice.
    if (replaces !== null && !isUndecided(replaces)) return { ok: false, error: alreadyDecided }
    const kept = await journal.append({ id: mutation.id, text: mutationRecord(who, mutation, replaces) })
    if (!kept.ok) {
      await unsay(mutation.id)
      return kept
    }
    try {
      const patch: OutboxPatch[] = replaces ? [{ id: replaces, change: { state: 'dropped' } }] : []
      const replaced = entries.find((entry) => entry.mutation.id === replaces)
      const place = replaced ? placeOf(replaced) : null
      const entry = { ...newEntry(mutation, replaces, place), unsent: true }
      const added = await store.write({ add: [entry], patch })
      applyPatches(patch)
      entries = inLanes([...entries, ...added])
      return { ok: true }
    } catch (cause) {
      await unsay(mutation.id)
      return { ok: false, error: notSaved(cause) }
    }
  }

  async function unsay(id: string): Promise<void> {
    refused.add(id)
    if ((await journal.forget([id])).ok) refused.delete(id)
  }

  async function drop(mutationId: string, decisionId: string): Promise<Kept> {
    if (!isUndecided(mutationId)) return { ok: false, error: alreadyDecided }
    const kept = await journal.append({ id: decisionId, text: dropRecord(who, mutationId) })
    if (!kept.ok) return kept
    try {
      await patch([{ id: mutationId, change: { state: 'dropped', decisionId } }])
      return { ok: true }
    } catch (cause) {
      return { ok: false, error: notSaved(cause) }
    }
  }

  async function takeBack(ids: readonly string[], decisionIds: readonly string[]): Promise<Kept> {
    const patches = ids.map((id, index): OutboxPatch => ({
      id,
      change: { state: 'dropped', decisionId: decisionIds[index] ?? null },
    }))
    try {
      const isTaken = await store.writeIf(patches, (entry) => !!entry && mayBeTakenBack(entry), true)
      if (!isTaken) {
        await load()
        return { ok: false, error: whyNotTaken(ids) }
      }
    } catch (cause) {
      return { ok: false, error: notSaved(cause) }
    }
    applyPatches(patches)
    // For the case that the outbox itself is lost. Where the journal cannot take it, its record of the work goes with the entry.
    for (const { id, change } of patches)
      if (change.decisionId) await journal.append({ id: change.decisionId, text: dropRecord(who, id) })
    return { ok: true }
  }

  const whyNotTaken = (ids: readonly string[]): ApiError => {
    const states = ids.map((id) => entries.find(({ mutation }) => mutation.id === id)?.state)
    return states.some((state) => state === 'waiting' || state === 'acknowledged')
      ? beingSent
      : alreadyDecided
  }

  async function noteSent(sending: readonly OutboxEntry[], log: string | null): Promise<boolean> {
    const patches = sending.flatMap(({ mutation: { id }, unsent, sentIn }): OutboxPatch[] => {
      const isUntold = sentIn === undefined && log !== null
      if (!unsent && !isUntold) return []
      return [{ id, change: { unsent: false, ...(isUntold && { sentIn: log }) } }]
    })
    if (patches.length === 0) return true
    // What is gone from the store is no reason to keep it from the server: nobody took it back.
    const mayGo = await store.writeIf(patches, (entry) => entry?.state !== 'dropped')
    if (mayGo) applyPatches(patches)
    else await load()
    return mayGo
  }

  async function patch(patches: readonly OutboxPatch[]): Promise<void> {
    if (patches.length === 0) return
    await store.write({ patch: patches })
    applyPatches(patches)
  }

  function applyPatches(patches: readonly OutboxPatch[]): void {
    const changes = new Map(patches.map(({ id, change }) => [id, change]))
    entries = entries.map((entry) => ({ ...entry, ...changes.get(entry.mutation.id) }))
  }

  async function remove(gone: readonly OutboxEntry[]): Promise<Kept> {
    const ids = new Set(gone.map(({ mutation }) => mutation.id))
    const decisions = gone.flatMap(({ decisionId }) => (decisionId ? [decisionId] : []))
    const forgotten = await journal.forget([...ids, ...decisions, ...refused])
    if (!forgotten.ok) return forgotten
    refused.clear()
    await store.write({ remove: [...ids] })
    entries = entries.filter(({ mutation }) => !ids.has(mutation.id))
    return forgotten
  }

  return {
    load: () => serial(load),
    recover: () => serial(recover),
    entries: () => entries.filter(({ state }) => state !== 'dropped'),
    stored: () => entries,
    add: (mutation, replaces) => serial(() => add(mutation, replaces)),
    drop: (mutationId, decisionId) => serial(() => drop(mutationId, decisionId)),
    takeBack: (ids, decisionIds) => serial(() => takeBack(ids, decisionIds)),
    noteSent: (sending, log) => serial(() => noteSent(sending, log)),
    patch: (patches) => serial(() => patch(patches)),
    remove: (gone) => serial(() => remove(gone)),
  }
}
