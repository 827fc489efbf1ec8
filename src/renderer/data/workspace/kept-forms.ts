import { createSerial } from '../../../shared/sync/engine/serial'
import type { OutboxDatabase } from '../cache/outbox-database'
import type { FormPlace, WorkerCalls } from '../protocol'

/** What stands in dialogs that were not sent. */
export interface KeptForms {
  readonly calls: Pick<WorkerCalls, 'form' | 'saveForm' | 'leaveForm'>
  /**
   * Notes which mutation a dialog is about to be sent as. The outbox lets go of what is kept of the dialog in the transaction that
   * takes this mutation in (see `outbox-store.ts`): a process that dies before it leaves the dialog, one that dies after it the mutation.
   */
  sending(place: FormPlace, mutationId: string): Promise<void>
}

interface FormPorts {
  /** Whose work it is. */
  readonly name: string
  /** A dialog of this ticket was kept, or let go of. */
  readonly written: (ticketId: string) => void
  /** Ends the work of this person in this window, and with it what is held here. */
  readonly signal: AbortSignal
}

/**
 * Kept in the outbox's database. A resolved write is on the disk (strict durability). An open dialog holds its place by a lock,
 * which the browser frees when the window closes or dies: the same dialog in another window gets a place beside it.
 */
export function createKeptForms({ forms }: OutboxDatabase, { name, written, signal }: FormPorts): KeptForms {
  /** In the order of asking: a place is left after the last letters were saved in it. */
  const serial = createSerial()
  const held = new Map<string, { readonly release: () => void; readonly released: Promise<unknown> }>()
  signal.addEventListener('abort', () => held.forEach(({ release }) => release()))

  const lockOf = (place: FormPlace): string => `tijdig-form-${name}-${keyOf(place).join('-')}`

  /** Whether the place is free; it is held then until it is left. */
  async function hold(place: FormPlace): Promise<boolean> {
    const lock = lockOf(place)
    const left = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<boolean>()
    const released = navigator.locks.request(lock, { ifAvailable: true }, (granted) => {
      answer.resolve(granted !== null)
      return granted ? left.promise : undefined
    })
    released.catch(answer.reject)
    const isFree = await answer.promise
    if (isFree) held.set(lock, { release: left.resolve, released })
    // The person left meanwhile: what is held for them is let go of already.
    if (signal.aborted) left.resolve()
    return isFree
  }

  /** The copies in which something is kept, the first one first. */
  async function keptCopies({ ticketId, dialog }: Pick<FormPlace, 'ticketId' | 'dialog'>): Promise<number[]> {
    const [first, last] = [keyOf({ ticketId, dialog, copy: 0 }), [ticketId, `${dialog} \uffff`]]
    const keys = await forms.where('[ticketId+dialog]').between(first, last, true, true).primaryKeys()
    return keys.map(([, key]) => Number(key.split(' ')[1] ?? 0)).toSorted((a, b) => a - b)
  }

  async function open(asked: Pick<FormPlace, 'ticketId' | 'dialog'>): ReturnType<WorkerCalls['form']> {
    const kept = await keptCopies(asked)
    for (const copy of kept)
      if (await hold({ ...asked, copy }))
        return { copy, values: (await forms.get(keyOf({ ...asked, copy })))?.values ?? null }
    for (let copy = 0; ; copy += 1)
      if (!kept.includes(copy) && (await hold({ ...asked, copy }))) return { copy, values: null }
  }

  return {
    calls: {
      form: (asked) => serial(() => open(asked)),
      saveForm: ({ values, updatedAt, ...place }) =>
        serial(async () => {
          const [ticketId, dialog] = keyOf(place)
          if (values === null) await forms.delete([ticketId, dialog])
          else await forms.put({ ticketId, dialog, values, updatedAt })
          written(ticketId)
        }),
      leaveForm: (place) =>
        serial(async () => {
          const lock = held.get(lockOf(place))
          lock?.release()
          await lock?.released
        }),
    },
    sending: (place, mutationId) =>
      serial(async () => {
        // A disk that refuses this takes the mutation no more than this, and says so then.
        await forms.update(keyOf(place), { sentAs: mutationId }).catch(() => undefined)
      }),
  }
}

/** The first copy stands where older versions of the app look for the only one. */
const keyOf = ({ ticketId, dialog, copy }: FormPlace): [string, string] => [
  ticketId,
  copy === 0 ? dialog : `${dialog} ${copy}`,
]
