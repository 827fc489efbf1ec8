import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { ApiError } from '../../shared/sync/wire'
import type { ServerContext } from '../context'
import { isUnreachable, sqlState } from '../db/database'
import { Refused } from './refused'

interface Answer {
  readonly status: number
  readonly body: ApiError
  readonly headers?: Readonly<Record<string, string>>
}

/** One place where errors become answers: `{code, message, details?}`, and a 5xx only for what is our own fault. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const answer = answerTo(error)
    if (answer.status >= 500) logFault(request.log, error)
    return send(reply, answer)
  })
  app.setNotFoundHandler((_request, reply) =>
    send(reply, {
      status: 404,
      body: { code: 'unknown-route', message: 'There is nothing at this address.' },
    }),
  )
}

const send = (reply: FastifyReply, { status, body, headers = {} }: Answer) =>
  reply.code(status).headers(headers).header('content-type', 'application/json').send(JSON.stringify(body))

/** Only kind and place of a fault: its message may quote what a customer wrote. */
export function logFault(log: Pick<FastifyBaseLogger, 'error'>, error: unknown): void {
  const fault = error instanceof Error ? error : new Error('not an error')
  log.error(
    { name: fault.name, sqlState: sqlState(error), stack: fault.stack?.split('\n').slice(1, 8) },
    'request failed',
  )
}

/** Logs and counts what failed in the server's own work, such as `mail`, in a way that nobody foresaw. */
export function noteFault(
  { log, faults }: Pick<ServerContext, 'log' | 'faults'>,
  work: string,
  error: unknown,
): void {
  faults.set(work, (faults.get(work) ?? 0) + 1)
  logFault(log.child({ job: work }), error)
}

/** The answer to an error, whoever threw it. */
export function answerTo(error: unknown): Answer {
  if (error instanceof Refused) {
    const { status, code, message, details, headers } = error
    return { status, headers, body: details === undefined ? { code, message } : { code, message, details } }
  }
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error)
  const state = sqlState(error)
  if (state !== undefined) return databaseFault(state)
  if (isUnreachable(error)) return databaseFault('08006')
  const { statusCode, code = '' } = error as Partial<FastifyError>
  if (statusCode === 413)
    return {
      status: 413,
      body: { code: 'too-large', message: 'The request is too large. Send it in smaller parts.' },
    }
  if (statusCode === 415)
    return {
      status: 415,
      body: { code: 'wrong-content-type', message: 'Send JSON, with content-type application/json.' },
    }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return {
      status: statusCode,
      body: { code: 'invalid-request', message: `The request cannot be read (${code || 'malformed'}).` },
    }
  return {
    status: 500,
    body: {
      code: 'server-fault',
      message: 'The server failed. Nothing you sent is lost on your side; it will be tried again.',
    },
  }
}

function invalidRequest(error: { readonly validation: readonly unknown[] }): Answer {
  const [first] = error.validation as readonly { instancePath?: string; message?: string }[]
  const field = first?.instancePath?.split('/').filter(Boolean).join('.') || 'request'
  return {
    status: 400,
    body: {
      code: 'invalid-request',
      message: `${field}: ${first?.message ?? 'invalid'}`.slice(0, 2000),
      details: { field },
    },
  }
}

/** 22: a value that the database refuses. Everything else says that it is not well, or too busy. */
function databaseFault(state: string): Answer {
  if (state.startsWith('22'))
    return {
      status: 400,
      body: { code: 'invalid-request', message: 'A value in the request cannot be stored.' },
    }
  return {
    status: 503,
    headers: { 'retry-after': '2' },
    body: { code: 'database-busy', message: 'The database did not answer in time. It will be tried again.' },
  }
}
