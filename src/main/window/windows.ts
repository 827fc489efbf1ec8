import type { BrowserWindow, WebContents } from 'electron'
import type { Destination } from '../../shared/ipc/channels'
import type { notifyOne } from '../ipc/notify'
import { createLeaving } from './leaving'
import type { Stay } from './stay'

export interface Windows {
  /** Opens one more window. */
  readonly open: () => BrowserWindow
  /** The window that a person used last, or null when there is none. */
  readonly current: () => BrowserWindow | null
  /** Brings that window to the front, or opens one; and shows a view in it, as soon as its page can hear it. */
  readonly go: (to: Destination | null) => void
  /** Where the first page that starts shall go. */
  readonly sendTo: (to: Destination | null) => void
  /** Carries out a command that was chosen in a menu, in the window in use; without one on screen, one is shown first. */
  readonly run: (id: string) => void
  /** A page shows its queue: what was chosen while there was no window is carried out. */
  readonly pageReady: (page: WebContents) => void
  /** A page has started: from now on it hears. Answers where it was sent before that. */
  readonly pageStarted: (page: WebContents) => Destination | null
  /** A page whose window is to go has saved what stood in it. */
  readonly pageSaved: (page: WebContents) => void
}

interface WindowPorts {
  readonly make: (beside: BrowserWindow | null) => BrowserWindow
  readonly stay: Stay
  /** A window came on screen: Windows gave it a new button on the taskbar, without what was drawn on the former one. */
  readonly shown: () => void
  /** Tells the page of one window. */
  readonly tell: typeof notifyOne
  /** Whether a window can be made yet. */
  readonly isReady: () => boolean
  /** Ends the app. */
  readonly quit: () => void
}

/**
 * The app's windows: each holds one page, and what a person asks for goes to the one they used last. The last one is
 * hidden instead of closed where the app stays; one that goes lets its page save first.
 */
export function createWindows({ make, stay, shown, tell, isReady, quit }: WindowPorts): Windows {
  /** Last used first. */
  let open: readonly BrowserWindow[] = []
  let destination: Destination | null = null
  let awaitedCommand: string | null = null
  const hearing = new WeakSet<WebContents>()
  const leaving = createLeaving((window) => tell(window, 'leaving', {}))

  const add = (): BrowserWindow => {
    const window = make(open[0] ?? null)
    const page = window.webContents
    open = [window, ...open]
    window.on('focus', () => {
      open = [window, ...open.filter((other) => other !== window)]
      // It asked for attention, and has it now.
      window.flashFrame(false)
    })
    window.on('show', shown)
    window.on('close', (event) => {
      const does = stay.closing({ isLast: open.length <= 1, isFullScreen: window.isFullScreen() })
      if (does === 'close') {
        if (!hearing.has(page) || leaving.takeSaved(page)) return
        event.preventDefault()
        // A window that stays open for a moment ends the ending of the app: it is begun again.
        void leaving.save(window).then(() => (stay.isQuitting() ? quit() : window.close()))
        return
      }
      event.preventDefault()
      if (does === 'leave-full-screen-and-hide') {
        window.once('leave-full-screen', () => window.hide())
        window.setFullScreen(false)
      } else window.hide()
      stay.stayed()
    })
    window.on('closed', () => {
      open = open.filter((other) => other !== window)
    })
    page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) hearing.delete(page)
    })
    return window
  }
  const go = (to: Destination | null): void => {
    const [window] = open
    if (to !== null) {
      if (window && hearing.has(window.webContents)) tell(window, 'open', to)
      else destination = to
    }
    if (window) focus(window)
    else if (isReady()) add()
  }
  return {
    open: add,
    current: () => open[0] ?? null,
    go,
    sendTo: (to) => {
      destination = to
    },
    run: (id) => {
      const [window] = open
      if (window && hearing.has(window.webContents)) {
        if (!window.isVisible()) focus(window)
        tell(window, 'command', { id })
      } else {
        awaitedCommand = id
        go(null)
      }
    },
    pageReady: (page) => {
      const window = open.find(({ webContents }) => webContents === page)
      if (window && awaitedCommand !== null) tell(window, 'command', { id: awaitedCommand })
      awaitedCommand = null
    },
    pageSaved: leaving.saved,
    pageStarted: (page) => {
      hearing.add(page)
      const to = destination
      destination = null
      return to
    },
  }
}

function focus(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
