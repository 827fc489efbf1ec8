import type { FormPlace, FormValues, WorkerCalls } from '../data/protocol'
import { reportFault } from './faults'

const pauseMs = 300

export interface FormState<V extends FormValues> {
  readonly values: V
  /** Something differs from the dialog's first values: it is kept when the dialog is left. */
  readonly isChanged: boolean
  /** What was filled in earlier stands in it again. */
  readonly isRestored: boolean
  /** False when this device could not keep it: it stands on the screen only. */
  readonly isKept: boolean
}

/**
 * What stands in a dialog. Saved on this device a moment after each change, so that a crash costs at most that moment, and
 * let go of when it was sent or its author discards it. `kept`: what was saved earlier, `first`: the values of a fresh dialog.
 * Only fields that `first` has are taken over: an older or newer version of the app may have written it.
 */
export function createFormKeeper<V extends FormValues>(
  place: FormPlace,
  { first, kept }: { readonly first: V; readonly kept: FormValues | null },
  { saveForm }: Pick<WorkerCalls, 'saveForm'>,
) {
  const names = Object.keys(first) as (keyof V & string)[]
  const differs = (values: FormValues): boolean => names.some((name) => values[name] !== first[name])
  const restored = kept === null ? first : (Object.fromEntries(names.map(valueOf(first, kept))) as V)
  let state: FormState<V> = {
    values: restored,
    isChanged: differs(restored),
    isRestored: differs(restored),
    isKept: true,
  }
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let unsaved = false
  /** The last write to the disk; resolved also when it failed. */
  let saving: Promise<void> = Promise.resolve()

  function set(next: FormState<V>): void {
    state = next
    for (const listener of listeners) listener()
  }
  function save(values: V | null): void {
    unsaved = false
    clearTimeout(timer)
    saving = saveForm({ ...place, values, updatedAt: Date.now() }).then(
      () => {
        if (!state.isKept) set({ ...state, isKept: true })
      },
      (error: unknown) => {
        reportFault(error, 'dialog')
        // Tried again with the next change, and when the dialog is left.
        unsaved = true
        if (state.isKept) set({ ...state, isKept: false })
      },
    )
  }
  function flush(): Promise<void> {
    if (unsaved) save(state.isChanged ? state.values : null)
    return saving
  }
  /** Back to a fresh dialog, here and on the disk. */
  function discard(): void {
    set({ ...state, values: first, isChanged: false, isRestored: false })
    save(null)
  }

  return {
    state: () => state,
    /** Calls `listener` with each change. Returns a function that stops it. */
    listen(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    write(change: Partial<V>): void {
      const values = { ...state.values, ...change }
      set({ ...state, values, isChanged: differs(values) })
      unsaved = true
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), pauseMs)
    },
    /** Saves at once what is not saved yet. Resolves when that is done, or has failed. */
    flush,
    discard,
    /** It is in the outbox now: nothing is kept, also not by a `flush` that follows. */
    sent: () => save(null),
  }
}

const valueOf =
  (first: FormValues, kept: FormValues) =>
  (name: string): readonly [string, string | null] => {
    const value: unknown = kept[name]
    return [name, typeof value === 'string' || value === null ? value : (first[name] ?? null)]
  }
