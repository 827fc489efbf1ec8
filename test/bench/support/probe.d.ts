interface Measured {
  readonly ms: number
  /** From the change of the document to its paint, ms. */
  readonly draw: number
  /** What the worker took to answer, ms. */
  readonly worker: number | null
}

/** What probe.js puts into the page. */
declare const bench: {
  readonly longTasks: readonly { readonly startTime: number; readonly duration: number }[]
  readonly longestGap: number
  readonly answers: readonly {
    readonly name: string
    readonly search: string | undefined
    readonly ms: number
    readonly at: number
  }[]
  readonly notices: readonly {
    readonly name: string
    readonly at: number
    readonly phase: string | undefined
  }[]
  painted(): Promise<number>
  arm(): void
  result(): Promise<Measured | null>
  armPlain(): void
  resultPlain(): Promise<number>
  textPainted(text: string): void
  readonly armed: Promise<number>
  watchGaps(): void
}

/** What floor-sync.js puts into the page. */
declare function floorSync(): Promise<{
  readonly bytes: number
  readonly fetchMs: number
  readonly writeMs: number
}>
