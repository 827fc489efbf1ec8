const minuteMs = 60_000

/**
 * The pauses between the tries of a mail that is refused for now, in minutes: soon at first, because greylisting wants that,
 * then every three hours until five days have passed (RFC 5321 4.5.4.1). Pauses are counted, not days: while a server is off or
 * has no mail server nobody tries, and no mail is given up for that.
 */
const pausesMin: readonly number[] = [1, 4, 10, 15, 30, 60, 120, ...Array<number>(39).fill(180)]

/** For how long (ms) a mail has been tried before its ticket says that it takes long. */
const lateAfterMs = 4 * 60 * minuteMs

/** The pause (ms) after so many tries; null when it is given up. */
export function pauseAfter(attempts: number): number | null {
  const minutes = pausesMin[Math.max(0, attempts - 1)]
  return minutes === undefined ? null : minutes * minuteMs
}

/** Whether so many tries have taken so long that people must hear of it. */
export function isLate(attempts: number): boolean {
  const waited = pausesMin.slice(0, Math.max(0, attempts - 1)).reduce((sum, minutes) => sum + minutes, 0)
  return waited * minuteMs >= lateAfterMs
}
