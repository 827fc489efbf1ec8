import type { TFunction } from 'i18next'
import type { ApiError } from '../../shared/sync/wire'
import type { english } from '../i18n/english'

type Known = keyof (typeof english)['refusals']

const known = {
  'ticket-closed': true,
  'wrong-status': true,
  'not-allowed': true,
  forbidden: true,
  'feedback-given': true,
  'work-started': true,
  'other-author': true,
  'already-decided': true,
  'being-sent': true,
  'takes-more': true,
  'already-escalated': true,
  'not-escalated': true,
  'no-attention': true,
  'no-ticket': true,
  'already-waiting': true,
  'contact-attempt-required': true,
  'telephone-required': true,
  'feedback-first': true,
  'reply-undelivered': true,
  'not-solved': true,
  'contact-term-running': true,
  'no-silence': true,
  'confirmation-term-running': true,
  'before-receipt': true,
  'before-feedback': true,
  'before-reopening': true,
  'before-wait': true,
  'in-the-future': true,
  'receipt-too-old': true,
  'level-1-first': true,
  'newer-message': true,
  'colleague-replied': true,
  'replied-elsewhere': true,
  'new-attention': true,
  'closed-meanwhile': true,
  'unread-since': true,
  'clock-uncertain': true,
  'attachment-missing': true,
  'attachments-too-large': true,
  'attachment-refused': true,
  'too-many-recipients': true,
  'too-many-replies': true,
  'too-many-new-addresses': true,
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
  return Object.hasOwn(known, code) ? t(`refusals.${code as Known}`) : message
}
