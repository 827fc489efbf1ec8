import { createHash } from 'node:crypto'
import type { MutationEnvelope } from '../../../shared/tickets/mutations'

/** SHA-256 of all that a mutation says, whatever the order of its keys. The same id with another hash is a fault. */
export const bodyHash = (envelope: MutationEnvelope): string =>
  createHash('sha256').update(canonical(envelope)).digest('base64url')

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}
