import { join } from 'node:path'
import { z } from 'zod'
import { readChecked, writeAtomic } from '../files/atomic'
import type { Language } from '../language'
import { whatClosingDoes } from './closing'
import type { Closing } from './closing'

export interface StayPorts {
  readonly folder: string
  readonly wanted: () => boolean
  readonly language: () => Language
  /** Tells a person something outside the window. */
  readonly tell: (text: { readonly title: string; readonly body: string }) => void
  /** Calls back when the app begins to end. */
  readonly onQuit: (quits: () => void) => void
  readonly note: (message: string, reason: unknown) => void
}

/** What becomes of the app when its last window is closed. */
export interface Stay {
  /** What closing a window does; see `whatClosingDoes`. */
  readonly closing: (window: Pick<Closing, 'isLast' | 'isFullScreen'>) => ReturnType<typeof whatClosingDoes>
  /** The app has begun to end. */
  readonly isQuitting: () => boolean
  /** It was hidden. The first time on this device a person is told so, and how to come back and how to quit. */
  readonly stayed: () => void
}

const texts = {
  nl: {
    title: 'Tijdig let op',
    body: 'Waarschuwingen gaan door nu het venster dicht is. Open Tijdig via het systeemvak of start het opnieuw. Stoppen: Bestand > Tijdig afsluiten.',
  },
  en: {
    title: 'Tijdig keeps watch',
    body: 'Warnings go on while the window is closed. Open Tijdig from the tray, or start it again. To stop it: File > Quit Tijdig.',
  },
} as const

const isMac = process.platform === 'darwin'

const toldFile = z.object({ stays: z.literal(true) })

export function createStay({ folder, wanted, language, tell, onQuit, note }: StayPorts): Stay {
  const path = join(folder, 'told.json')
  let quitting = false
  onQuit(() => (quitting = true))

  return {
    closing: (window) => whatClosingDoes({ ...window, isMac, isQuitting: quitting, wantsToStay: wanted() }),
    isQuitting: () => quitting,
    stayed: () => {
      // On a Mac everybody knows it so.
      if (isMac) return
      if (readChecked(path, toldFile, (reason) => note('told.json is unusable', reason))) return
      tell(texts[language()])
      try {
        writeAtomic(path, JSON.stringify({ stays: true } satisfies z.infer<typeof toldFile>))
      } catch (error) {
        note('told.json could not be written: it is told once more', error)
      }
    },
  }
}
