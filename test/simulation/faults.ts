/** What goes wrong, each by a probability at the place where it can. Switched off one by one to shrink a failure. */
export const faultRates = {
  'request-lost': 0.04,
  'request-twice': 0.04,
  'request-late': 0.04,
  /** Reaches the server long after its sender gave it up, and after what was sent later. */
  'request-overtaken': 0.01,
  'answer-lost': 0.05,
  'answer-cut': 0.03,
  'portal-page': 0.02,
  'status-429': 0.02,
  'status-500': 0.02,
  /** A whole batch is refused; smaller ones are not. */
  'status-413': 0.03,
  'status-422': 0.02,
  /** One mutation is refused, whatever it comes with, however often. */
  'refused-409': 0.004,
  'refused-413': 0.004,
  'refused-422': 0.004,
  /** One file is refused, by the server or by what stands before it, however often. */
  'file-refused-409': 0.02,
  'file-refused-413': 0.02,
  'file-refused-415': 0.02,
  'file-refused-422': 0.02,
  /** A file breaks off on its way. */
  'upload-cut': 0.1,
  'partial-batch': 0.05,
  'sign-in-expires': 0.008,
  'sign-in-expires-midway': 0.05,
  'device-blocked': 0.006,
  'rights-revoked': 0.004,
  'server-restart': 0.004,
  'server-stops-midway': 0.05,
  /** The server starts again without what it had not synced yet. */
  'server-tail-lost': 0.004,
  /** The server is a while away, and comes back from its backup. */
  'server-restore': 0.002,
  /** The same, and nobody says so; mail that waited lets the log grow past where it was. */
  'server-restore-unnoticed': 0.003,
  /** Its disk dies when the mail has left and nobody has been answered: it comes back from its backup. */
  'server-dies-unheard': 0.006,
  'log-compacted': 0.01,
  'mail-interrupted': 0.05,
  'process-crash': 0.004,
  'power-loss': 0.002,
  'outbox-empty': 0.15,
  'cache-empty': 0.15,
  'cache-damaged': 0.05,
  'quota-exceeded': 0.01,
  'disk-full': 0.01,
  'journal-torn': 0.5,
  'clock-jumps': 0.04,
  'sign-out': 0.005,
  'other-person': 0.01,
  'profile-copied': 0.004,
  'second-window': 0.03,
  'window-closed': 0.1,
  'window-crashed': 0.1,
  /** The app is updated, or goes back to the version before: with what waits. */
  'app-version-changes': 0.01,
  'unknown-mutation': 0.03,
  /** A newer server than both apps writes an event that neither knows, or a change of a kind that neither knows. */
  'newer-event': 0.02,
  'newer-change': 0.02,
  /** For a while the server serves no app as old as this one; for a while a server answers that is too old for it. */
  'app-too-old': 0.004,
  'server-too-old': 0.004,
  'dependency-missing': 0.02,
  /** A file cannot be read back from the device's disk. */
  'attachment-missing': 0.05,
} as const satisfies Record<string, number>

export type FaultKind = keyof typeof faultRates
export const faultKinds = Object.keys(faultRates) as readonly FaultKind[]
