import type { TFunction } from 'i18next'
import type { ApiError } from '../../shared/sync/wire'
import { findRefusal } from '../acts/register'
import { sayIn } from '../acts/words'
import type { english } from '../i18n/english'

type Known = keyof (typeof english)['refusals']

const known = {
  'ticket-closed': true,
  'wrong-status': true,
  'not-allowed': true,
  forbidden: true,
  'other-author': true,
  'already-decided': true,
  'being-sent': true,
  'takes-more': true,
  'no-ticket': true,
  'before-receipt': true,
  'before-feedback': true,
  'before-reopening': true,
  'before-wait': true,
  'in-the-future': true,
  'receipt-too-old': true,
  'newer-message': true,
  'colleague-replied': true,
  'replied-elsewhere': true,
  'new-attention': true,
  'closed-meanwhile': true,
  'other-customer': true,
  'escalated-meanwhile': true,
  'escalation-ended': true,
  'unknown-agent': true,
  'unknown-customer': true,
  'unknown-team': true,
  'unread-since': true,
  'clock-uncertain': true,
  'dependency-failed': true,
  'unknown-mutation': true,
  'change-failed': true,
  'update-required': true,
  'server-too-old': true,
  'signed-out': true,
  'too-large': true,
  'outbox-unwritable': true,
  'app-failed': true,
  'journal-unreachable': true,
} as const satisfies Record<Known, true>

/** Why something was refused, in the person's language; in the words that came with it when the code is not known here. */
export function refusalText({ code, message }: ApiError, t: TFunction): string {
  const words = findRefusal(code)
  if (words) return sayIn(words, t)(`refusals.${code}`)
  return Object.hasOwn(known, code) ? t(`refusals.${code as Known}`) : message
}
