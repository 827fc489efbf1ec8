import { Agent, request as ask } from 'node:http'
import { createChance } from '../../src/server/demo/random'
import type { PushResponse } from '../../src/shared/sync/wire'
import type { PlainClient } from '../support/plain-client'
import type { ApiDocument, FuzzRequest } from './api-requests'
import { createApiRequests } from './api-requests'

export interface ApiFuzzOptions {
  readonly address: string
  readonly client: PlainClient
  readonly seed: number
  readonly requests: number
  readonly progress?: (done: number) => void
}

export interface ApiFuzzReport {
  readonly requests: number
  readonly endpoints: readonly string[]
  /** How many answers had each status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Requests that were whole after all: changes that were made and told. */
  readonly applied: number
  /** Everything that must not be: 5xx, answers that are no API error, a log that moved by itself. */
  readonly faults: readonly string[]
}

interface Answer {
  readonly status: number
  readonly body: string
}

const atOnce = 12
/**
 * Sends broken requests to every endpoint. A refused request must change nothing: in the end the change log has grown by
 * exactly the changes that were told in answers, and by no other.
 */
export async function fuzzApi({
  address,
  client,
  seed,
  requests,
  progress,
}: ApiFuzzOptions): Promise<ApiFuzzReport> {
  const { start, tickets } = await client.snapshot()
  const described = await fetch(`${address}/openapi.json`, {
    headers: { authorization: `Bearer ${client.session.token}` },
  })
  const document = (await described.json()) as ApiDocument
  const known = {
    token: client.session.token,
    ticketIds: tickets.map(({ id }) => id),
    epoch: start.epoch,
  }
  const maker = createApiRequests(document, createChance(seed), known)
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  const told = new Set<number>()
  let administered = 0
  let sent = 0

  async function worker(): Promise<void> {
    while (sent < requests) {
      const index = sent++
      const made = maker.next(index)
      const answer = await send(address, made, agent).catch((error: Error) => ({
        status: 0,
        body: error.message,
      }))
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      const fault = faultOf(made, answer)
      if (fault && faults.length < 50) faults.push(`#${index} ${fault}`)
      for (const seq of appliedIn(made, answer)) told.add(seq)
      if (answer.status === 200 && isAdministration(made)) administered += 1
      if ((index + 1) % 5000 === 0) progress?.(index + 1)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  agent.destroy()
  const after = await client.snapshot()
  const moved = after.start.seq - start.seq
  if (after.start.epoch !== start.epoch) faults.push('the epoch changed')
  const changes = told.size + administered
  if (moved !== changes) faults.push(`the log moved by ${moved}, answers told of ${changes} changes`)
  return { requests, endpoints: maker.endpoints, statuses, applied: changes, faults }
}

function send(address: string, { method, path, headers, body }: FuzzRequest, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body ? { 'content-length': String(body.length) } : {}
    const call = ask(
      address,
      { agent, method, headers: { ...headers, ...length }, timeout: 30_000 },
      (answer) => {
        const chunks: Buffer[] = []
        const done = (): void =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') })
        // A stream has no end; its head is answer enough.
        if (answer.headers['content-type']?.startsWith('text/event-stream'))
          setImmediate(() => answer.destroy())
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('close', done)
        answer.on('error', () => undefined)
      },
    )
    call.path = path
    call.on('error', reject)
    call.on('timeout', () => call.destroy(new Error('no answer in 30 s')))
    call.end(body ?? undefined)
  })
}

/** What is wrong with an answer, with all that is needed to send the request again. */
function faultOf(made: FuzzRequest, { status, body }: Answer): string | null {
  const shown = `${made.method} ${made.path.slice(0, 300)} ${made.body?.toString('utf8').slice(0, 600) ?? ''}`
  if (status === 0) return isCutOff(made, body) ? null : `${body}: ${shown}`
  if (status >= 500) return `${status} ${body.slice(0, 300)}: ${shown}`
  if (status >= 400 && made.method !== 'HEAD' && !isApiError(body))
    return `${status} without code and message (${body.slice(0, 200)}): ${shown}`
  return null
}

/** A server may close the connection on a body that is beyond its limit while it is still being sent. */
const isCutOff = ({ body }: FuzzRequest, error: string): boolean =>
  (body?.length ?? 0) > 300_000 && /ECONNRESET|EPIPE|socket hang up/.test(error)

function isApiError(body: string): boolean {
  try {
    const { code, message } = JSON.parse(body) as { code?: unknown; message?: unknown }
    return typeof code === 'string' && typeof message === 'string' && message.length > 0
  } catch {
    return false
  }
}

/** Customers, agents, teams and staff days: each answer of 200 is one change. */
const isAdministration = ({ endpoint, method }: FuzzRequest): boolean =>
  endpoint.startsWith(method) &&
  /^(PUT|POST|DELETE) \/v1\/(customers\/\{id\}|agents\/\{id\}|office\/(staff-days|teams).*)$/.test(endpoint)

function appliedIn({ endpoint }: FuzzRequest, { status, body }: Answer): readonly number[] {
  if (status !== 200 || !endpoint.endsWith('/push')) return []
  const { outcomes } = JSON.parse(body) as PushResponse
  return outcomes.flatMap(({ seq }) => (seq === null ? [] : [seq]))
}
