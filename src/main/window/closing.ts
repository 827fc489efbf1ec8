/** What is known when a window is to be closed. */
export interface Closing {
  readonly isMac: boolean
  /** The app ends, or another window remains: this one may go. */
  readonly isQuitting: boolean
  readonly isLast: boolean
  /** The person wants the app to stay at work behind its closed window. */
  readonly wantsToStay: boolean
  readonly isFullScreen: boolean
}

/**
 * What closing does. The last window is hidden instead, because its page sends, syncs and plans the alerts. On a Mac always:
 * apps live on there without windows. There full screen is left first: a window that is hidden in it leaves a black space behind.
 */
export function whatClosingDoes({
  isMac,
  isQuitting,
  isLast,
  wantsToStay,
  isFullScreen,
}: Closing): 'close' | 'hide' | 'leave-full-screen-and-hide' {
  if (isQuitting || !isLast || !(isMac || wantsToStay)) return 'close'
  return isMac && isFullScreen ? 'leave-full-screen-and-hide' : 'hide'
}
