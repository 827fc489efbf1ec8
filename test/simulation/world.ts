import { createDice } from './random'
import type { Dice } from './random'
import { faultRates } from './faults'
import type { FaultKind } from './faults'

export interface WorldOptions {
  readonly seed: number
  readonly disabled: ReadonlySet<FaultKind>
}

/** Virtual time: events happen one after another, each followed by all that it sets off at once. */
export interface World {
  now(): number
  at(delay: number, run: () => void): void
  /** A stream of chance of its own, so that switching one thing off leaves the others alone. */
  dice(name: string): Dice
  /** Whether a fault strikes here and now. Never, once the faults have ended. */
  strikes(kind: FaultKind): boolean
  /** Counts something that came of the faults. */
  happened(what: string): void
  /** How often each fault struck, and what came of them. */
  counts(): ReadonlyMap<string, number>
  endFaults(): void
  faultsEnded(): boolean
  log(line: string): void
  /** A promise was broken: the run ends here. */
  broken(what: string): void
  /** Time stands still, and no event happens, until this work of real code is done: its outcome is part of this event. */
  hold(work: Promise<unknown>): void
  /** Runs until virtual `time`, or until something broke. */
  run(time: number): Promise<void>
  trace(): readonly string[]
  hash(): string
  failure(): string | null
}

interface Event {
  readonly time: number
  readonly order: number
  readonly run: () => void
}

/** A Monday in Amsterdam, 9:40: the office is open. */
const START = 1_770_021_600_000

export function createWorld({ seed, disabled }: WorldOptions): World {
  const heap: Event[] = []
  const streams = new Map<string, Dice>()
  const faults = new Map<FaultKind, Dice>()
  const trace: string[] = []
  const counts = new Map<string, number>()
  let now = START
  let order = 0
  let ended = false
  let failure: string | null = null
  let digest = 0
  let holding = 0

  const earlier = (a: Event, b: Event): boolean => a.time < b.time || (a.time === b.time && a.order < b.order)

  function push(event: Event): void {
    let at = heap.push(event) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      const above = heap[parent]
      if (!above || !earlier(event, above)) break
      heap[at] = above
      at = parent
    }
    heap[at] = event
  }

  function pop(): Event | undefined {
    const [first] = heap
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    let at = 0
    for (;;) {
      const left = at * 2 + 1
      const a = heap[left]
      if (!a) break
      const b = heap[left + 1]
      const child = b && earlier(b, a) ? left + 1 : left
      const below = heap[child]
      if (!below || !earlier(below, last)) break
      heap[at] = below
      at = child
    }
    heap[at] = last
    return first
  }

  function dice(name: string): Dice {
    const known = streams.get(name) ?? createDice(`${seed}/${name}`)
    streams.set(name, known)
    return known
  }

  function faultDice(kind: FaultKind): Dice {
    const known = faults.get(kind) ?? createDice(`${seed}/fault ${kind}`)
    faults.set(kind, known)
    return known
  }

  const happened = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1)

  function log(line: string): void {
    const text = `${((now - START) / 1000).toFixed(3)} ${line}`
    trace.push(text)
    for (let i = 0; i < text.length; i++) digest = (Math.imul(digest, 31) + text.charCodeAt(i)) | 0
  }

  async function run(until: number): Promise<void> {
    for (;;) {
      const next = heap[0]
      if (failure !== null || !next || next.time > until) break
      pop()
      now = Math.max(now, next.time)
      next.run()
      // All microtasks that the event set off run before the next event, and all that it waits for.
      do await new Promise((resolve) => setImmediate(resolve))
      while (holding > 0)
    }
    now = Math.max(now, until)
  }

  return {
    now: () => now,
    at: (delay, task) => push({ time: now + Math.max(0, delay), order: order++, run: task }),
    dice,
    strikes: (kind) => {
      const struck = faultDice(kind).chance(faultRates[kind]) && !ended && !disabled.has(kind)
      if (struck) happened(kind)
      return struck
    },
    happened,
    counts: () => counts,
    endFaults: () => (ended = true),
    faultsEnded: () => ended,
    log,
    broken(what) {
      if (failure === null) log(`BROKEN: ${what}`)
      failure ??= what
    },
    hold(work) {
      holding++
      const done = (): void => void holding--
      work.then(done, done)
    },
    run,
    trace: () => trace,
    hash: () => (digest >>> 0).toString(16).padStart(8, '0'),
    failure: () => failure,
  }
}
