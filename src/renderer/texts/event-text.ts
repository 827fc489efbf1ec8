import type { TFunction } from 'i18next'
import { assertNever } from '../../shared/assert-never'
import type { TicketEvent } from '../../shared/tickets/events'
import type { FieldChange } from '../../shared/tickets/fields'
import type { Reference } from '../data/protocol'
import { fieldValue } from './field-value'

export interface EventText {
  readonly line: string
  /** What was written with it: a reason, a note, how it was solved. */
  readonly detail: string
}

/** An event as one line, with the text that came with it. `change` picks one field of `fields.changed`. */
export function eventText(
  event: TicketEvent,
  change: FieldChange | null,
  reference: Reference | null,
  t: TFunction,
): EventText {
  const name = event.actor.kind === 'system' ? t('timeline.system') : event.actor.name
  const only = (line: string, detail = ''): EventText => ({ line, detail })
  switch (event.type) {
    case 'ticket.created':
      return only(t('timeline.ticketCreated', { name, channel: t(`timeline.channels.${event.channel}`) }))
    case 'confirmation.sent':
      return only(t('timeline.confirmationSent'))
    case 'delivery.changed': {
      const isPartly = event.state === 'failed' && event.reachesCustomer
      return only(
        t(`timeline.delivery.${isPartly ? 'partly' : event.state}`, { name }),
        event.contacts.feedbackAt === null ? t('timeline.noFeedbackYet') : '',
      )
    }
    case 'feedback.given':
      return only(
        t('timeline.feedbackGiven', { name, channel: t(`timeline.channels.${event.channel}`) }),
        event.note,
      )
    case 'fields.changed':
      return only(change === null ? '' : changeText(name, change, reference, t))
    case 'work.started':
      return only(t('timeline.workStarted', { name }))
    case 'wait.started':
      return only(
        t('timeline.waitStarted', { name, who: t(`clock.spanDetails.${event.kind}`) }),
        [event.reason, event.contactAttempt?.note ?? ''].filter(Boolean).join('\n'),
      )
    case 'contact.attempted':
      return only(
        t('timeline.contactAttempted', { name, channel: t(`timeline.channels.${event.attempt.channel}`) }),
        event.attempt.note,
      )
    case 'wait.ended':
      return only(t('timeline.waitEnded', { name }))
    case 'ticket.solved':
      return only(t('timeline.solved', { name }), event.resolution)
    case 'ticket.reopened':
      return only(t('timeline.reopened', { name }), event.reason)
    case 'ticket.closed':
      return only(
        t('timeline.closed', { name, reason: t(`timeline.closeReasons.${event.reason}`) }),
        event.note,
      )
    case 'ticket.escalated':
      return only(t('timeline.escalated', { name, level: event.level }), event.reason)
    case 'escalation.ended':
      return only(t('timeline.escalationEnded', { name }), event.note)
    case 'attention.cleared':
      return only(t('timeline.attentionCleared', { name }))
    case 'recording.added':
      return only(t('timeline.recordingAdded', { name }), event.recording.title)
    case 'note.added':
      return only(`${name}: ${t('timeline.note')}`, event.text)
    case 'message.received':
    case 'reply.sent':
      return only(name, event.message.text)
    case 'unknown':
      return only(t(event.isDamaged ? 'timeline.damaged' : 'timeline.madeByNewer'))
    default:
      return assertNever(event)
  }
}

function changeText(name: string, change: FieldChange, reference: Reference | null, t: TFunction): string {
  const { field } = change
  const from = fieldValue(field, change.from, reference, t)
  const to = fieldValue(field, change.to, reference, t)
  if (field === 'assigneeId')
    return change.to === null ? t('timeline.unassignedBy', { name }) : t('timeline.assigned', { name, to })
  const values = { name, field: t(`timeline.fields.${field}`), from, to }
  return from === t('timeline.nothing') ? t('timeline.fieldSet', values) : t('timeline.fieldChanged', values)
}
