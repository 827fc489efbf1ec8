import type { Chance } from '../../src/server/demo/random'
import { mutationSamples, mutationTypes } from '../support/mutation-samples'
import { corrupt, hostileValue } from './hostile-values'
import type { Schema } from './schema-sample'
import { sample } from './schema-sample'

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

export interface FuzzRequest {
  /** `GET /v1/me`: the endpoint as the document names it. */
  readonly endpoint: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

export interface FuzzKnowledge {
  readonly token: string
  readonly ticketIds: readonly string[]
  readonly epoch: string
}

interface Endpoint {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

/** Ends a sign-in, so that everything after it would be refused at the door: rarely, and with a token of its own. */
const endsSession = '/v1/sign-out'

/** Makes requests for every endpoint of the document in turn, whole and broken ones. */
export function createApiRequests(document: ApiDocument, chance: Chance, known: FuzzKnowledge) {
  const endpoints = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Endpoint => {
      const upper = method.toUpperCase()
      return { name: `${upper} ${path}`, method: upper, path, operation }
    }),
  )
  // What takes most (mutations) comes most; a snapshot is long and the same each time.
  const turns = endpoints.flatMap((endpoint) => Array.from({ length: weight(endpoint) }, () => endpoint))
  return {
    endpoints: endpoints.map(({ name }) => name),
    next: (index: number): FuzzRequest => request(turns[index % turns.length] as Endpoint, chance, known),
  }
}

const weight = ({ path, method }: Endpoint): number =>
  path.endsWith('/push') ? 20 : path.endsWith('/snapshot') ? 1 : method === 'GET' ? 3 : 6

function request(
  { name, method, path, operation }: Endpoint,
  chance: Chance,
  known: FuzzKnowledge,
): FuzzRequest {
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  const whole = path.endsWith('/push') ? push(chance, known) : schema && sample(schema, chance)
  const body = whole === undefined ? strayBody(chance) : bodyText(whole, chance)
  return {
    endpoint: name,
    method: chance.happens(0.02) ? chance.pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) : method,
    path: address(path, operation, chance, known),
    headers: {
      ...authorization(path, chance, known),
      ...(body ? { 'content-type': contentType(chance) } : {}),
      ...(chance.happens(0.02) ? { 'x-long': 'a'.repeat(chance.between(1, 12_000)) } : {}),
    },
    body,
  }
}

/** One to three mutations; some whole, so that what breaks lies deeper than the first check. */
function push(chance: Chance, known: FuzzKnowledge): unknown {
  const one = (): unknown => {
    const type = chance.pick(mutationTypes)
    const args = mutationSamples[type](chance)
    return {
      id: chance.uuid(),
      type: chance.happens(0.05) ? chance.pick(['toString', '__proto__', 'ticket.merge', '']) : type,
      v: chance.happens(0.1) ? chance.pick([0, 2, 99, -1, 2 ** 40]) : 1,
      ticketId: chance.happens(0.6) ? chance.pick(known.ticketIds) : chance.uuid(),
      args: chance.happens(0.4) ? corrupt(args, chance) : args,
      seen: { version: chance.between(0, 9), customerMessages: 1, publicReplies: 0 },
      after: chance.happens(0.1) ? [chance.uuid()] : [],
      writtenAt: 1_790_000_000_000,
    }
  }
  return { deviceId: chance.uuid(), mutations: Array.from({ length: chance.between(1, 3) }, one) }
}

function bodyText(whole: unknown, chance: Chance): Buffer {
  const text = JSON.stringify(chance.happens(0.7) ? corrupt(whole, chance) : whole) ?? ''
  const how = chance.next()
  if (how < 0.85) return Buffer.from(text)
  if (how < 0.9) return Buffer.from(text.slice(0, chance.between(0, text.length)))
  if (how < 0.93) return Buffer.from(text.replaceAll('"', chance.pick(["'", '', '""'])))
  if (how < 0.95) return Buffer.from('['.repeat(chance.between(1, 50_000)))
  if (how < 0.97) return Buffer.concat([Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from(text)])
  if (how < 0.99) return Buffer.from(text.replace('{', '{"v":NaN,"x":1e999,'))
  return Buffer.alloc(chance.pick([400_000, 2_000_000]), 0x20)
}

const strayBody = (chance: Chance): Buffer | null =>
  chance.happens(0.1) ? Buffer.from(JSON.stringify(hostileValue(chance)) ?? '') : null

const contentType = (chance: Chance): string =>
  chance.happens(0.93)
    ? 'application/json'
    : chance.pick([
        'text/plain',
        'application/xml',
        'multipart/form-data',
        'application/json; charset=utf-16',
        '',
      ])

function authorization(path: string, chance: Chance, { token }: FuzzKnowledge): Record<string, string> {
  if (chance.happens(path === endsSession ? 1 : 0.05)) {
    const wrong = chance.pick([
      null,
      'Bearer',
      'Bearer ',
      `Basic ${token}`,
      'Bearer '.padEnd(5000, 'x'),
      'Bearer a b',
    ])
    return wrong === null ? {} : { authorization: wrong }
  }
  return { authorization: `Bearer ${token}` }
}

function address(path: string, { parameters = [] }: Operation, chance: Chance, known: FuzzKnowledge): string {
  const fill = (name: string, schema: Schema): string => {
    if (chance.happens(0.3)) return String(hostileValue(chance))
    if (name === 'epoch') return known.epoch
    if (/ticket/i.test(name)) return chance.pick(known.ticketIds)
    return String(sample(schema, chance))
  }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const schema = parameters.find((parameter) => parameter.name === name)?.schema ?? { type: 'string' }
    return encode(fill(name, schema)).slice(0, 4000) || 'x'
  })
  const query = parameters
    .filter((parameter) => parameter.in === 'query' && !chance.happens(0.1))
    .map(({ name, schema }) => `${name}=${encode(fill(name, schema)).slice(0, 4000)}`)
  if (chance.happens(0.03))
    query.push(chance.pick(['__proto__[a]=1', '%', 'a[]=1&a[]=2', '%00=%ff', 'limit=1&limit=2']))
  return query.length > 0 ? `${filled}?${query.join('&')}` : filled
}

const encode = (text: string): string => encodeURIComponent(text.toWellFormed())
