import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import { log } from '../log'

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

/** A page that died within this time (ms) of its last death is not simply loaded again. */
const againTooSoon = 60_000

/** Loads the page again by itself after a first crash; asks after a second one soon after it, and when it hangs. */
export function watchCrashes(window: BrowserWindow, language: () => 'nl' | 'en'): void {
  let lastDeath = Number.NEGATIVE_INFINITY
  let asking = false
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log.error(`the page's process is gone: ${reason} (${exitCode})`)
    const sinceLast = performance.now() - lastDeath
    lastDeath = performance.now()
    if (sinceLast > againTooSoon) {
      window.webContents.reload()
      return
    }
    const text = texts[language()]
    void dialog
      .showMessageBox(window, {
        type: 'error',
        message: text.crashed,
        detail: text.crashedDetail,
        buttons: [text.reload, text.quit],
        cancelId: 1,
      })
      .then(({ response }) => (response === 0 ? window.webContents.reload() : app.quit()))
  })
  window.on('unresponsive', () => {
    if (asking) return
    asking = true
    log.warn('the page does not respond')
    const text = texts[language()]
    void dialog
      .showMessageBox(window, {
        type: 'warning',
        message: text.unresponsive,
        detail: text.unresponsiveDetail,
        buttons: [text.wait, text.reload],
        defaultId: 0,
        cancelId: 0,
      })
      .then(({ response }) => {
        asking = false
        if (response !== 1 || window.isDestroyed()) return
        window.webContents.forcefullyCrashRenderer()
      })
  })
  window.on('responsive', () => log.info('the page responds again'))
}
