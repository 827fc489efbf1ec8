/** Pauses before a dead backend is started again, in ms: after the last of them it is left alone until asked for. */
export const restartPauses = [500, 1000, 3000, 10_000, 30_000] as const

/** A backend that lived this long (ms) was well: the pauses begin anew. */
export const wellAfter = 60_000

/** The pause before the restart, or null to give up. `deaths`: how often it died in a row; `lived`: ms it was ready. */
export function pauseBeforeRestart(deaths: number, lived: number): { pause: number | null; deaths: number } {
  const count = lived >= wellAfter ? 1 : deaths + 1
  return { pause: restartPauses[count - 1] ?? null, deaths: count }
}
