import type { TFunction } from 'i18next'
import { assertNever } from '../../shared/assert-never'
import { ticketFields } from '../../shared/tickets/fields'
import type { FieldName } from '../../shared/tickets/fields'
import type { Reference } from '../data/protocol'

/** A field's value in words: names for ids, the screen's words for codes. `nothing` for null and for what is unknown. */
export function fieldValue(
  field: FieldName,
  value: unknown,
  reference: Reference | null,
  t: TFunction,
): string {
  const nothing = t('timeline.nothing')
  const parsed = ticketFields.shape[field].safeParse(value)
  if (!parsed.success || parsed.data === null) return nothing
  const text = parsed.data as never
  const named = (list: readonly { readonly id: string; readonly name: string }[] | undefined): string =>
    list?.find(({ id }) => id === text)?.name ?? nothing
  switch (field) {
    case 'subject':
      return text
    case 'customerId':
      return named(reference?.customers)
    case 'assigneeId':
      return named(reference?.agents)
    case 'teamId':
      return named(reference?.office.teams)
    case 'reporter': {
      const { name, email } = ticketFields.shape.reporter.parse(value)
      return email === '' ? name : `${name} <${email}>`
    }
    case 'language':
      return t(`languages.${ticketFields.shape.language.parse(value)}`)
    case 'type':
      return t(`types.${ticketFields.shape.type.parse(value) ?? 'application'}`)
    case 'priority':
      return t(`priorities.${ticketFields.shape.priority.parse(value) ?? 'none'}`)
    case 'cover':
      return t(`details.covers.${ticketFields.shape.cover.parse(value)?.verdict ?? 'covered'}`)
    default:
      return assertNever(field)
  }
}
