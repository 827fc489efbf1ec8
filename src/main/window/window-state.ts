import { screen } from 'electron'
import type { BrowserWindow } from 'electron'
import { join } from 'node:path'
import { z } from 'zod'
import { readChecked, writeAtomic } from '../files/atomic'
import { log } from '../log'
import { placeWindow } from './bounds'
import type { Area } from './bounds'

const pixels = z.number().int().min(-100_000).max(100_000)
const stateFile = z.object({
  bounds: z.object({ x: pixels, y: pixels, width: pixels, height: pixels }),
  maximised: z.boolean(),
})

/** Newer Electrons can keep this themselves; here it also works on the older one, and no window lands off screen. */
export function readWindowState(
  folder: string,
  beside: Area | null,
): { readonly bounds: Area; readonly maximised: boolean } {
  const kept = readChecked(join(folder, 'window.json'), stateFile, (reason) =>
    log.warn('window.json is unusable', reason),
  )
  const wanted = beside ? { ...beside, x: beside.x + 32, y: beside.y + 32 } : (kept?.bounds ?? null)
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  const areas = [primary, ...others].map((display) => display.workArea)
  return { bounds: placeWindow(wanted, areas), maximised: kept?.maximised ?? false }
}

/** Keeps the window's place when it has come to rest, and when it closes. */
export function keepWindowState(window: BrowserWindow, folder: string): void {
  let rest: NodeJS.Timeout | undefined
  const keep = (): void => {
    clearTimeout(rest)
    if (window.isDestroyed() || window.isMinimized()) return
    try {
      const state = { bounds: window.getNormalBounds(), maximised: window.isMaximized() }
      writeAtomic(join(folder, 'window.json'), JSON.stringify(state satisfies z.infer<typeof stateFile>))
    } catch (error) {
      log.warn('window.json could not be written', error)
    }
  }
  const soon = (): void => {
    clearTimeout(rest)
    rest = setTimeout(keep, 500)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('maximize', soon)
  window.on('unmaximize', soon)
  window.on('close', keep)
}
