import type { Dice } from './random'
import type { World } from './world'

/**
 * Runs an effect after a while, unless the process dies before; what it answers may be lost when it dies after. An effect that
 * takes real time takes no virtual time.
 */
export type Call = <T>(label: string, effect: () => T | Promise<T>, torn?: () => void) => Promise<T>

interface CallParts {
  readonly world: World
  readonly name: string
  readonly dice: Dice
  /** Whether the one that called still lives to hear the answer. */
  readonly isAlive: () => boolean
  /** The caller is gone before it began: the effect may come about all the same. */
  readonly unheard: (label: string, effect: () => unknown) => void
  readonly crash: (how: 'process' | 'power') => void
}

/** Calls of the disk by a process that may crash in each of them. */
export function createCall({ world, name, dice, isAlive, unheard, crash }: CallParts): Call {
  return <T>(label: string, effect: () => T | Promise<T>, torn?: () => void) =>
    new Promise<T>((resolve, reject) => {
      world.at(dice.between(0.5, 15), () => {
        if (!isAlive()) return unheard(label, effect)
        const how = world.strikes('power-loss') ? 'power' : world.strikes('process-crash') ? 'process' : null
        if (how) {
          torn?.()
          crash(how)
          return
        }
        const answered = (answer: T): void => {
          if (world.strikes('process-crash')) crash('process')
          else resolve(answer)
        }
        const failed = (cause: unknown): void => {
          world.log(`${name} ${label} failed`)
          reject(cause as Error)
        }
        try {
          const answer = effect()
          if (answer instanceof Promise) world.hold(answer.then(answered, failed))
          else answered(answer)
        } catch (cause) {
          failed(cause)
        }
      })
    })
}
