import type { World } from './world'

interface Worker {
  step(): Promise<void>
  /** Monotonic ms. */
  wakeAt(): number | null
}

interface LoopParts {
  readonly world: World
  readonly monotonic: () => number
  readonly mayRun: () => boolean
  /** Others may have something to do now. */
  readonly stepped: () => void
}

/** Steps whenever the time for it has come. Answers how to poke it: something may have to be done now. */
export function createLoop(worker: Worker, { world, monotonic, mayRun, stepped }: LoopParts): () => void {
  let turn = 0
  function poke(): void {
    if (!mayRun()) return
    const at = worker.wakeAt()
    const mine = ++turn
    if (at === null) return
    world.at(Math.max(1, at - monotonic()), () => {
      if (!mayRun() || mine !== turn) return
      void worker.step().then(() => {
        poke()
        stepped()
      })
    })
  }
  return poke
}
