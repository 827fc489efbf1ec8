import type { RequestArgs } from '../shared/ipc/channels'

/** The line that says that the queue can be used. `startedAt`: when the process began, UTC ms. */
export function readyLine(figures: RequestArgs<'app.ready'>, startedAt: number, now: number): string {
  const { tickets, runningClocks, nextDeadline } = figures
  const next = nextDeadline === null ? 'none' : new Date(nextDeadline).toISOString()
  return `Tijdig ready in ${Math.round(now - startedAt)} ms: ${tickets} tickets, ${runningClocks} running clocks, next deadline ${next}`
}
