import { useEffect, useState } from 'react'
import { dialogs } from '../register'
import type { AnyDialog, DialogComponent } from '../register'

const loaded = new Map<AnyDialog, DialogComponent>()

async function load(dialog: AnyDialog): Promise<DialogComponent> {
  const component = await dialog.load()
  loaded.set(dialog, component)
  return component
}

/**
 * A dialog's component; null while it is read in. Where that fails it throws when it is drawn: the boundary around it says so, and
 * tries it again when it is drawn again.
 */
export function useLoaded(dialog: AnyDialog): DialogComponent | null {
  const [read, setRead] = useState<{ readonly failed?: unknown }>({})
  useEffect(() => {
    if (loaded.has(dialog)) return
    let isLeft = false
    load(dialog).then(
      () => isLeft || setRead({}),
      (failed: unknown) => isLeft || setRead({ failed }),
    )
    return () => {
      isLeft = true
    }
  }, [dialog])
  if ('failed' in read) throw read.failed
  return loaded.get(dialog) ?? null
}

/** Reads all dialogs in once the page has nothing else to do, so that a key opens one at once, also without a network. Returns a function that ends it. */
export function loadWhenIdle(): () => void {
  // What fails is tried again when the dialog is opened.
  const next = requestIdleCallback(() => void Promise.allSettled(dialogs().map(load)))
  return () => cancelIdleCallback(next)
}
