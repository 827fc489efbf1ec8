import type { TFunction } from 'i18next'
import type { TicketEvent } from '../../shared/tickets/events'
import type { FieldChange } from '../../shared/tickets/fields'
import type { Reference } from '../data/protocol'
import type { EventText } from './define'
import { findLine } from './register'
import { sayIn } from './words'

/** An event as one line, with the text that came with it. `change` picks one field of `fields.changed`. */
export function eventText(
  event: TicketEvent,
  change: FieldChange | null,
  reference: Reference | null,
  t: TFunction,
): EventText {
  if (event.type === 'unknown')
    return { line: t(event.isDamaged ? 'timeline.damaged' : 'timeline.madeByNewer'), detail: '' }
  const name = event.actor.kind === 'system' ? t('timeline.system') : event.actor.name
  const { line, words } = findLine(event.type)
  return line({ event, change, name, reference, t, say: sayIn(words, t) })
}
