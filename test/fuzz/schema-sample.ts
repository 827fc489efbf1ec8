import type { Chance } from '../../src/server/demo/random'

/** As much of JSON Schema as the server's OpenAPI document uses. */
export interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minimum?: number
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

/** What a string may have to be, which its schema does not always tell. */
const texts = ['text', 'someone@office.example', '2027-04-30', 'a text of some length']

/** A value that fits the schema. */
export function sample(schema: Schema, chance: Chance): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return chance.pick(schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return sample(chance.pick(choices), chance)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sample(part, chance)))
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, part]) => [name, sample(part, chance)]),
      )
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () =>
        sample(schema.items ?? {}, chance),
      )
    case 'string':
      return schema.pattern?.includes('[0-9a-f]{8}') ? chance.uuid() : chance.pick(texts)
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, 0) || chance.between(0, 100)
    case 'boolean':
      return chance.happens(0.5)
    case 'null':
      return null
    default:
      return {}
  }
}
