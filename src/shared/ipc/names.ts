import type { NoticeName, RequestName } from './channels'

/**
 * The channels' names as plain lists, for the preload script: it lets through these and nothing else, and needs no
 * schema library for that. A name that is missing here is a type error.
 */

const requestNameTable = {
  'app.who': true,
  'app.start': true,
  'app.ready': true,
  'app.fault': true,
  'app.openExternal': true,
  'file.save': true,
  'pictures.fetch': true,
  'session.signIn': true,
  'session.forgotPassword': true,
  'session.openDemo': true,
  'session.signOut': true,
  'app.saved': true,
  'preferences.set': true,
  'journal.append': true,
  'journal.read': true,
  'journal.forget': true,
  'alerts.plan': true,
  'clock.look': true,
  'alerts.history': true,
  'alerts.markSeen': true,
} as const satisfies Record<RequestName, true>

const noticeNameTable = {
  command: true,
  open: true,
  backend: true,
  session: true,
  wake: true,
  leaving: true,
  alertShown: true,
  preferences: true,
  desks: true,
} as const satisfies Record<NoticeName, true>

export const requestNames: ReadonlySet<string> = new Set(Object.keys(requestNameTable))
export const noticeNames: ReadonlySet<string> = new Set(Object.keys(noticeNameTable))
