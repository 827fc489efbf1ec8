import type { SharedByWindows, WindowMessage } from '../../src/renderer/data/workspace/windows'
import type { PlantedBug } from './planted'
import type { Dice } from './random'
import type { World } from './world'

/** What was asked of main and the disk by a page that is gone is done by then. */
const TAKEOVER_MS = [20, 500] as const

/** What a browser gives the windows of one running app: messages to each other, and the lock of the one that syncs. */
export interface Browser {
  /** For a window, as long as `isAlive` says so. */
  forWindow(isAlive: () => boolean): SharedByWindows
  /** A window is gone without a word: what it held is free. */
  lost(): void
}

interface Waiting {
  readonly isAlive: () => boolean
  readonly held: () => Promise<void>
}

interface Lock {
  readonly waiting: Waiting[]
  holder: Waiting | null
  granted: number
}

interface Member {
  readonly isAlive: () => boolean
  readonly hear: (message: WindowMessage) => void
}

export function startBrowser(world: World, dice: Dice, bug: PlantedBug | null): Browser {
  const locks = new Map<string, Lock>()
  const members = new Map<string, Set<Member>>()

  function grantLater(lock: Lock): void {
    if (bug === 'no-heir' && lock.granted > 0) return
    const [from, to] = lock.granted === 0 ? [0, 1] : TAKEOVER_MS
    world.at(dice.between(from, to), () => {
      if (lock.holder?.isAlive()) return
      const next = lock.waiting.find(({ isAlive }) => isAlive())
      lock.holder = next ?? null
      if (!next) return
      lock.waiting.splice(0, lock.waiting.indexOf(next) + 1)
      if (++lock.granted > 1) world.happened('sync handed over')
      void next.held().then(() => {
        lock.holder = null
        grantLater(lock)
      })
    })
  }

  return {
    forWindow: (isAlive) => ({
      join(name, hear) {
        const me: Member = { isAlive, hear }
        const all = members.get(name) ?? new Set()
        members.set(name, all.add(me))
        return {
          tell(message) {
            for (const other of all)
              if (other !== me) world.at(dice.between(0.1, 3), () => other.isAlive() && other.hear(message))
          },
          close: () => void all.delete(me),
        }
      },
      lock: (name, signal, held) =>
        new Promise((_resolve, reject) => {
          const lock = locks.get(name) ?? { waiting: [], holder: null, granted: 0 }
          locks.set(name, lock)
          const mine = { isAlive, held }
          lock.waiting.push(mine)
          signal.addEventListener('abort', () => {
            if (lock.waiting.includes(mine)) lock.waiting.splice(lock.waiting.indexOf(mine), 1)
            reject(new DOMException('left', 'AbortError'))
          })
          if (lock.holder === null) grantLater(lock)
        }),
    }),
    lost() {
      for (const lock of locks.values()) if (lock.holder && !lock.holder.isAlive()) grantLater(lock)
    },
  }
}
