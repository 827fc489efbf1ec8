/** Runs `work` once after `ms`. Answers how to call that off. The app and the simulator give different ones. */
export type After = (ms: number, work: () => void) => () => void

export const after: After = (ms, work) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}
