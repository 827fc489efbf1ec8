/** A page's process that is gone, or one that does not answer. */
export type Trouble = 'gone' | 'unresponsive'

/** What is done about it. */
export type Remedy =
  | 'reload'
  /** Asks the person, who sees the window. */
  | 'ask'
  /** Loads it again after a pause, or asks when somebody looks before that. */
  | 'reload-later'
  /** Asks when somebody looks, if it is so still. */
  | 'wait'

/** A page that died within this time (ms) of its last death is not simply loaded again: it may die for ever. */
export const againTooSoonMs = 60_000

/**
 * What is done about a page in trouble. A question is put only where a person sees it: on a hidden window nobody could answer,
 * and alerts and sending would stand still behind it.
 */
export function remedyOf(
  trouble: Trouble,
  { isSeen, sinceLastMs }: { readonly isSeen: boolean; readonly sinceLastMs: number },
): Remedy {
  if (trouble === 'unresponsive') return isSeen ? 'ask' : 'wait'
  if (sinceLastMs > againTooSoonMs) return 'reload'
  return isSeen ? 'ask' : 'reload-later'
}

export interface TroublePorts {
  readonly isSeen: () => boolean
  /** Steady time, ms. */
  readonly now: () => number
  readonly reload: () => void
  /**
   * Asks the person; resolves whether they want it loaded again, or null when the question could not be put: then it is put when
   * the window is shown again. Not called while an answer is awaited.
   */
  readonly ask: (trouble: Trouble) => Promise<boolean | null>
}

/** Follows a page's troubles. `happened`, `shown` and `well` are told to it; `stop` when the window is gone. */
export function followTrouble({ isSeen, now, reload, ask }: TroublePorts) {
  let lastDeath = Number.NEGATIVE_INFINITY
  /** What waits for somebody to look. */
  let open: Trouble | null = null
  let asking = false
  let later: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  function settle(): void {
    open = null
    clearTimeout(later)
  }
  async function question(trouble: Trouble): Promise<void> {
    if (asking) return
    asking = true
    const wanted = await ask(trouble).finally(() => (asking = false))
    if (stopped) return
    if (wanted === null) open = trouble
    if (!wanted) return
    settle()
    reload()
  }
  return {
    happened(trouble: Trouble): void {
      const time = now()
      const remedy = remedyOf(trouble, { isSeen: isSeen(), sinceLastMs: time - lastDeath })
      if (trouble === 'gone') lastDeath = time
      settle()
      if (remedy === 'reload') reload()
      else if (remedy === 'ask') void question(trouble)
      else open = trouble
      if (remedy === 'reload-later')
        later = setTimeout(() => {
          settle()
          reload()
        }, againTooSoonMs)
    },
    /** The window is on screen again. */
    shown(): void {
      if (open === null) return
      const trouble = open
      settle()
      void question(trouble)
    },
    /** The page responds again. */
    well(): void {
      if (open === 'unresponsive') settle()
    },
    stop(): void {
      stopped = true
      settle()
    },
  }
}
