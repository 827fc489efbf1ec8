import type { Chance } from '../../src/server/demo/random'

/** JSON values as hostile or clumsy peers send them. Some are right in some places: what is accepted must then be whole. */
const hostile: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  -0,
  0.1,
  1e308,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  '',
  ' ',
  '0',
  'null',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '\u202etxet',
  '👩‍👩‍👧‍👧'.repeat(50),
  "'; drop table tickets; --",
  '../../etc/passwd',
  '${7*7}{{7*7}}',
  '<img src=x onerror=alert(1)>',
  '__proto__',
  'constructor',
  'toString',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '2026-02-30T25:61:61Z',
  [],
  [[]],
  [null],
  {},
  { length: -1 },
  { toJSON: 1, then: 1 },
  JSON.parse('{"__proto__":{"polluted":true}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
]

const huge: readonly (() => unknown)[] = [
  () => 'x'.repeat(70_000),
  () => '\u0000'.repeat(10_000),
  () => 'é'.repeat(200_001),
  () => Array.from({ length: 2000 }, () => 0),
  () => Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${index}`, index])),
  () => nest(60),
  () => nest(3000),
]

function nest(depth: number): unknown {
  let value: unknown = 'deep'
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

export const hostileValue = (chance: Chance): unknown =>
  chance.happens(0.02) ? chance.pick(huge)() : copyOf(chance.pick(hostile))

/** By way of its text: unlike structuredClone it keeps an own property named "__proto__". */
const copyOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null')

/** A copy of `value` with one to three places in it replaced, removed or added. */
export function corrupt(value: unknown, chance: Chance): unknown {
  let copy = copyOf(value)
  for (let times = chance.between(1, 3); times > 0; times -= 1) copy = corruptOnce(copy, chance)
  return copy
}

function corruptOnce(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.happens(0.1)) return hostileValue(chance)
  const holder = value as Record<string, unknown>
  const keys = Object.keys(holder)
  const key = keys.length > 0 ? chance.pick(keys) : 'key'
  const what = chance.next()
  if (what < 0.55) holder[key] = corruptOnce(holder[key], chance)
  else if (what < 0.75) holder[key] = hostileValue(chance)
  else if (what < 0.9) Reflect.deleteProperty(holder, key)
  else define(holder, chance.pick(['__proto__', 'constructor', 'extra', '\u0000', '']), hostileValue(chance))
  return value
}

/** As JSON.parse does: also "__proto__" becomes an own property. */
const define = (holder: object, key: string, value: unknown): void => {
  if (Array.isArray(holder)) holder.push(value)
  else Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true })
}
