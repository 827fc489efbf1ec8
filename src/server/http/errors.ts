import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { answerHeaders, protocol } from '../../shared/sync/protocol-version'
import { cutText } from '../../shared/cut-text'
import type { ApiError } from '../../shared/sync/wire'
import { isUnreachable, sqlState } from '../db/database'
import { ServerTooOld } from '../db/schema-floor'
import { logFault } from '../log-fault'
import type { RefusalCode } from '../refused'
import { Refused } from '../refused'

/** The status of each refusal; a code without one does not compile. */
const statuses = {
  'domain-not-entered': 400,
  'invalid-json': 400,
  'no-host': 400,
  'not-a-domain': 400,
  'password-is-own-name': 400,
  'password-too-common': 400,
  'password-too-short': 400,
  'unknown-stand-in': 400,
  'unknown-team': 400,
  'sign-in-expired': 401,
  'sign-in-refused': 401,
  'signed-out': 401,
  'not-allowed': 403,
  'other-author': 403,
  'wrong-password': 403,
  'no-failed-mail': 404,
  'not-found': 404,
  'changed-meanwhile': 409,
  'choose-workspace': 409,
  'day-announced': 409,
  'day-begun': 409,
  'domain-in-use': 409,
  'email-taken': 409,
  'id-reused': 409,
  'last-administrator': 409,
  'password-changed': 409,
  'team-in-use': 409,
  'too-many-days': 409,
  'cursor-gone': 410,
  'too-large': 413,
  'wrong-host': 421,
  'update-required': 426,
  'version-required': 428,
  'search-busy': 429,
  'too-many-attempts': 429,
  'too-many-new-addresses': 429,
  'too-many-recipients': 429,
  'too-many-replies': 429,
  'not-durable': 503,
  'sign-in-busy': 503,
  'too-busy': 503,
} as const satisfies Record<RefusalCode, number>

interface Answer {
  readonly status: number
  readonly body: ApiError
  readonly headers?: Readonly<Record<string, string>>
}

/** One place where errors become answers: `{code, message, details?}`, and a 5xx only for what is our own fault. */
export function answerErrors(app: FastifyInstance, oldestClient: number = protocol.oldestClient): void {
  app.setErrorHandler((error, request, reply) => {
    // Nobody is there to be answered, and nothing failed here.
    if (isHangUp(error, request, reply)) return reply.code(clientGone).send()
    const answer = answerTo(error)
    // Who refuses on purpose has said elsewhere what is wrong, once: a crowd that asks on must not fill the log with it.
    if (answer.status >= 500 && !(error instanceof Refused || error instanceof ServerTooOld))
      logFault(request.log, error)
    return send(reply, answer)
  })
  app.setNotFoundHandler((request, reply) => {
    // A client that asks for what this server does not have yet must still hear which protocol it speaks.
    if (request.url.startsWith('/v1/')) void reply.headers(answerHeaders(oldestClient))
    return send(reply, {
      status: 404,
      body: { code: 'unknown-route', message: 'There is nothing at this address.' },
    })
  })
}

/** As nginx has it: the client went away before it had its answer. */
const clientGone = 499

/** The caller hung up before all of its request was here: what failed is the reading of it. */
function isHangUp(error: unknown, request: FastifyRequest, reply: FastifyReply): boolean {
  const { code } = error as { readonly code?: unknown }
  const isCutOff = code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNABORTED'
  return isCutOff && !request.raw.complete && reply.raw.destroyed
}

const send = (reply: FastifyReply, { status, body, headers = {} }: Answer) =>
  reply.code(status).headers(headers).header('content-type', 'application/json').send(JSON.stringify(body))

/** The answer to an error, whoever threw it. */
export function answerTo(error: unknown): Answer {
  if (error instanceof Refused) {
    const { code, message, facts } = error
    const { details, retryAfterSeconds } = facts
    return {
      status: statuses[code],
      headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
      body: details === undefined ? { code, message } : { code, message, details },
    }
  }
  if (error instanceof ServerTooOld) return serverOutdated
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

/** A newer server has changed the tables beyond what this one understands. */
const serverOutdated: Answer = {
  status: 503,
  headers: { 'retry-after': '5' },
  body: {
    code: 'server-outdated',
    message:
      'This server is too old for its database, which a newer one has changed. It has to be updated; it will be tried again.',
  },
}

function invalidRequest(error: { readonly validation: readonly unknown[] }): Answer {
  const [first] = error.validation as readonly { instancePath?: string; message?: string }[]
  const field = first?.instancePath?.split('/').filter(Boolean).join('.') || 'request'
  return {
    status: 400,
    body: {
      code: 'invalid-request',
      message: cutText(`${field}: ${first?.message ?? 'invalid'}`, 2000),
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
