import { findAct } from './acts/find'
import { parseMutation } from './mutations'
import type { MutationEnvelope } from './mutations'

/** The text that its author wrote in a mutation; empty when it has none, or this version does not know it. */
export function writtenText(envelope: MutationEnvelope): string {
  const parsed = parseMutation(envelope)
  if (!parsed.ok) return ''
  const { type, args } = parsed.mutation
  return findAct(type).authored(args)
}
