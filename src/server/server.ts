import { fastify, LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyReply } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { protocol } from '../shared/sync/protocol-version'
import type { ServerContext } from './context'
import { answerBrokenRequest, refuseTunnel } from './http/broken-request'
import { describeRoutes } from './operations/documentation'
import { answerErrors, answerTo } from './http/errors'
import { checkHost } from './http/host-check'
import type { HostRule } from './http/host-check'
import { parseJsonBody } from './http/json-body'
import { warnOfUntrustedProxy } from './http/proxies'
import { logRequests } from './http/request-log'
import type { App } from './http/route'
import type { ReaderPatience } from './http/slow-readers'
import { hangUpOnSlowReaders, usualPatience } from './http/slow-readers'
import { sendSecurityHeaders } from './http/security-headers'
import { addRoutes } from './routes'
import { usualHeartbeatMs } from './sync/live-routes'

export interface ServerSettings {
  /** Null when left out. */
  readonly hosts?: HostRule
  /** Whether everybody may read about the API; else only who is signed in. */
  readonly openDocs?: boolean
  /** Whether callers on this machine need a token for /metrics too: where others than its administrators work on it. */
  readonly metricsNeedToken?: boolean
  /** The pause between two events of a live stream (ms). */
  readonly heartbeatMs?: number
  readonly patience?: ReaderPatience
  /** The oldest protocol that is served; left out, the one that this build names. */
  readonly oldestClient?: number
}

/** The HTTP server over a context, not listening yet. It owns nothing: whoever made the context closes it. */
export async function createServer(
  context: ServerContext,
  {
    hosts = null,
    openDocs = false,
    metricsNeedToken = false,
    heartbeatMs = usualHeartbeatMs,
    patience = usualPatience,
    oldestClient = protocol.oldestClient,
  }: ServerSettings = {},
): Promise<App> {
  const app: App = fastify({
    loggerInstance: context.log as FastifyBaseLogger,
    // Fastify's own lines carry the whole address, and with it what people search for.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    // Only these say from where a request really comes.
    trustProxy: context.trustedProxies.length > 0 && [...context.trustedProxies],
    routerOptions: { maxParamLength: 200 },
    // Without one the answer is ours, in the form of every other (`checkHost`).
    http: { requireHostHeader: false },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const { status, body } = answerTo(error)
      void reply.code(status).send(body)
    },
  })
  app.server.on('connect', refuseTunnel)
  app.setValidatorCompiler(validatorCompiler)
  // Answers are typed by their schemas at compile time; checking every pulled page again would cost more than making it.
  app.setSerializerCompiler(() => (payload) => JSON.stringify(payload))
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(String(body)))
    } catch (error) {
      done(error as Error)
    }
  })
  sendSecurityHeaders(app as never)
  checkHost(app as never, hosts)
  answerErrors(app, oldestClient)
  logRequests(app as never)
  hangUpOnSlowReaders(app as never, patience)
  warnOfUntrustedProxy(app as never)
  app.addHook('onClose', () => context.accounts.background.done())
  await describeRoutes(app)
  await addRoutes(app, context, { openDocs, metricsNeedToken, heartbeatMs, oldestClient })
  return app
}
