import type { BrowserWindow, WebContents } from 'electron'

/** So long (ms) a page has for saving what stands in it: one that hangs holds no window open. */
const patienceMs = 1500

/** Lets a page save the last letters before its window goes: its data worker goes with it. */
export interface Leaving {
  /** Asks the page. Resolves when it has saved, or was waited for long enough. */
  readonly save: (window: BrowserWindow) => Promise<void>
  /** The page says that it has. */
  readonly saved: (page: WebContents) => void
  /** It was asked, and nothing is waited for any more. True once: a window that stays after all is asked again. */
  readonly takeSaved: (page: WebContents) => boolean
}

export function createLeaving(ask: (window: BrowserWindow) => void): Leaving {
  const asked = new WeakMap<WebContents, { readonly done: Promise<void>; readonly end: () => void }>()
  const settled = new WeakSet<WebContents>()
  return {
    save: (window) => {
      const page = window.webContents
      const known = asked.get(page)
      if (known) return known.done
      let end = (): void => undefined
      const done = new Promise<void>((resolve) => {
        const timer = setTimeout(() => end(), patienceMs)
        end = () => {
          clearTimeout(timer)
          settled.add(page)
          resolve()
        }
      })
      asked.set(page, { done, end })
      ask(window)
      return done
    },
    saved: (page) => asked.get(page)?.end(),
    takeSaved: (page) => settled.delete(page) && asked.delete(page),
  }
}
