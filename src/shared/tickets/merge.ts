import { rejected } from './decision'
import type { Decision, DecisionContext } from './decision'
import { ticketFields } from './fields'
import type { FieldChange, FieldName } from './fields'
import type { Ticket } from './ticket'

interface Edit {
  readonly field: FieldName
  /** What the author saw. Left out and null mean the same. */
  readonly from?: unknown
  readonly to?: unknown
}

/**
 * Merges edits field by field with what changed since the author looked. A field that nobody else touched takes the new
 * value. Where a colleague was first, the value on the ticket stays and the author's is kept in the history, one click
 * from restored.
 */
export function mergeFields(ticket: Ticket, edits: readonly Edit[], context: DecisionContext): Decision {
  const changes: FieldChange[] = []
  const overruled: FieldChange[] = []
  for (const edit of edits) {
    const { field, from = null } = edit
    const parsed = ticketFields.shape[field].safeParse(edit.to ?? null)
    if (!parsed.success) return invalid(field, parsed.error.issues[0]?.message ?? 'invalid')
    const fault = faultOf(field, parsed.data, context)
    if (fault) return fault
    const current = ticket[field]
    if (same(current, parsed.data)) continue
    if (same(current, from)) changes.push({ field, from: current, to: parsed.data })
    else overruled.push({ field, from: current, to: parsed.data })
  }
  if (changes.length === 0 && overruled.length === 0) return { result: 'applied', events: [] }
  return {
    result: overruled.length > 0 ? 'merged' : 'applied',
    events: [{ at: context.now, body: { type: 'fields.changed', changes, overruled } }],
  }
}

const invalid = (field: FieldName, why: string): Decision =>
  rejected('invalid-field', `The ${field} was not changed: ${why}.`)

function faultOf(field: FieldName, value: unknown, { knows }: DecisionContext): Decision | null {
  if (field === 'subject' && String(value).trim() === '')
    return rejected('subject-required', 'The subject was not changed: it must not be empty.')
  if (field === 'priority' && value === null)
    return rejected('priority-required', 'A priority can be changed, not taken away.')
  if (value === null) return null
  if (field === 'assigneeId' && !knows.agent(String(value))) return notKnown('agent')
  if (field === 'customerId' && !knows.customer(String(value))) return notKnown('customer')
  if (field === 'teamId' && !knows.team(String(value))) return notKnown('team')
  return null
}

/** An agent, customer or team that is not in the workspace, or not any more. */
export const notKnown = (what: 'agent' | 'customer' | 'team'): Decision =>
  rejected(`unknown-${what}`, `This ${what} is not, or no longer, active in your workspace; choose another.`)

/** Equality of field values: scalars, and flat objects such as the reporter and the cover, whatever their key order. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  return (
    left.length === right.size && left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  )
}
