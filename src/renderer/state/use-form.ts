import { useEffect, useState, useSyncExternalStore } from 'react'
import type { FormPlace, FormValues } from '../data/protocol'
import { data } from './data-client'
import { reportFault } from './faults'
import { createFormKeeper } from './form-keeper'
import type { FormState } from './form-keeper'
import { saveBeforeLeaving } from './unsaved'

/** A dialog's fields, kept on this device until they are sent. */
export interface Form<V extends FormValues> extends FormState<V> {
  readonly write: (change: Partial<V>) => void
  readonly discard: () => void
  readonly sent: () => void
  /** Saves at once what is not saved yet: before it is sent. */
  readonly flush: () => Promise<void>
  readonly place: FormPlace
}

/** What is needed of a form to send it. */
export type FormToSend = Pick<Form<FormValues>, 'flush' | 'place'>

/** The place of a dialog, and what was kept of it: it is read before the dialog is drawn. */
export interface KeptForm {
  readonly place: FormPlace
  readonly kept: FormValues | null
}

/** The fields of a dialog, with what was kept of them; saved too when the dialog, the window or one's sign-in is left. */
export function useForm<V extends FormValues>({ place, kept }: KeptForm, first: V): Form<V> {
  const [keeper] = useState(() => createFormKeeper(place, { first, kept }, data()))
  const state = useSyncExternalStore(keeper.listen, keeper.state)
  useEffect(() => savedOnLeaving(keeper.flush), [keeper])
  const { write, discard, sent, flush } = keeper
  return { ...state, write, discard, sent, flush, place }
}

/**
 * Has `save` called whenever what is on screen may be seen no more: the window is hidden or closes, or its person leaves. Returns a
 * function that ends this, and saves once more.
 */
export function savedOnLeaving(save: () => void | Promise<void>): () => void {
  const saveNow = (): void => void save()
  const onHide = (): void => {
    if (document.visibilityState === 'hidden') saveNow()
  }
  document.addEventListener('visibilitychange', onHide)
  window.addEventListener('pagehide', saveNow)
  const stop = saveBeforeLeaving(save)
  return () => {
    stop()
    document.removeEventListener('visibilitychange', onHide)
    window.removeEventListener('pagehide', saveNow)
  }
}

/** What was kept of a dialog. `null` while it is read: then the dialog waits, so that nothing typed is written over. */
export function useKeptForm(asked: Pick<FormPlace, 'ticketId' | 'dialog'>): KeptForm | null {
  const [read, setRead] = useState<KeptForm | null>(null)
  const { ticketId, dialog } = asked
  useEffect(() => holdForm({ ticketId, dialog }, setRead), [ticketId, dialog])
  return read
}

/** Opens a dialog's place, and gives what was kept of it. Returns a function that leaves the place, also when it is given later. */
export function holdForm(
  asked: Pick<FormPlace, 'ticketId' | 'dialog'>,
  given: (form: KeptForm) => void,
): () => void {
  let isLeft = false
  let place: FormPlace | null = null
  const leave = (): void => {
    if (place) void data().leaveForm(place)
  }
  void data()
    .form(asked)
    // Without what was kept the dialog is a fresh one: it must open. It writes over nothing that could not be read.
    .catch((error: unknown) => {
      reportFault(error, 'dialog')
      return { copy: Date.now(), values: null }
    })
    .then(({ copy, values }) => {
      place = { ...asked, copy }
      if (isLeft) leave()
      else given({ place, kept: values })
    })
  return () => {
    isLeft = true
    // After the dialog itself, which saves its last letters when it goes.
    queueMicrotask(leave)
  }
}

/** The value if it is one of these, else the first: what was kept may be of another version, or fit no more. */
export function oneOf<T extends string>(values: readonly [T, ...T[]], value: string | null): T {
  return values.find((known) => known === value) ?? values[0]
}
