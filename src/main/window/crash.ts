import type { BrowserWindow, MessageBoxOptions } from 'electron'
import type { Language } from '../language'
import { followTrouble } from './page-trouble'
import type { Trouble } from './page-trouble'

const texts = {
  nl: {
    crashed: 'Het venster van Tijdig is gestopt.',
    crashedDetail: 'Wat als opgeslagen is gemeld, staat op deze computer en gaat niet verloren.',
    reload: 'Opnieuw laden',
    quit: 'Afsluiten',
    unresponsive: 'Tijdig reageert niet.',
    unresponsiveDetail: 'Wachten kan helpen. Opnieuw laden behoudt alles wat is opgeslagen.',
    wait: 'Wachten',
  },
  en: {
    crashed: 'The Tijdig window has stopped.',
    crashedDetail: 'What was reported as saved is on this computer and is not lost.',
    reload: 'Reload',
    quit: 'Quit',
    unresponsive: 'Tijdig does not respond.',
    unresponsiveDetail: 'Waiting may help. Reloading keeps everything that was saved.',
    wait: 'Wait',
  },
} as const

export interface CrashPorts {
  readonly language: () => Language
  /** Puts a question beside the window; answers the index of the button. */
  readonly ask: (question: MessageBoxOptions) => Promise<number>
  readonly quit: () => void
  readonly log: Pick<Console, 'info' | 'warn' | 'error'>
}

/**
 * Loads the page again by itself after a first crash; asks after a second one soon after it, and when it hangs, as soon as
 * somebody sees the window.
 */
export function watchCrashes(window: BrowserWindow, { language, ask, quit, log }: CrashPorts): void {
  const page = window.webContents
  let hangs = false
  const trouble = followTrouble({
    isSeen: () => window.isVisible() && !window.isMinimized(),
    now: () => performance.now(),
    reload: () => {
      if (window.isDestroyed()) return
      // A process that hangs does not load: when it is gone, the page is loaded again.
      if (hangs) page.forcefullyCrashRenderer()
      else page.reload()
    },
    ask: async (what) => {
      try {
        const response = await ask(questionAbout(what, language()))
        if (what === 'gone' && response === 1) quit()
        return response === 0
      } catch (error) {
        log.error('a question about the page could not be put', error)
        return null
      }
    },
  })
  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log.error(`the page's process is gone: ${reason} (${exitCode})`)
    hangs = false
    trouble.happened('gone')
  })
  window.on('unresponsive', () => {
    log.warn('the page does not respond')
    hangs = true
    trouble.happened('unresponsive')
  })
  window.on('responsive', () => {
    log.info('the page responds again')
    hangs = false
    trouble.well()
  })
  window.on('show', trouble.shown)
  window.on('restore', trouble.shown)
  window.on('closed', trouble.stop)
}

/** The first button loads the page again. Escape is what does no harm: it never ends the app, and with it the alerts. */
function questionAbout(what: Trouble, language: Language): MessageBoxOptions {
  const text = texts[language]
  return what === 'gone'
    ? {
        type: 'error',
        message: text.crashed,
        detail: text.crashedDetail,
        buttons: [text.reload, text.quit],
        defaultId: 0,
        cancelId: 0,
      }
    : {
        type: 'warning',
        message: text.unresponsive,
        detail: text.unresponsiveDetail,
        buttons: [text.reload, text.wait],
        defaultId: 1,
        cancelId: 1,
      }
}
