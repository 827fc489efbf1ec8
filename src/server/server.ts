import swagger from '@fastify/swagger'
import { fastify, LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyReply } from 'fastify'
import { jsonSchemaTransform, validatorCompiler } from 'fastify-type-provider-zod'
import type { ServerContext } from './context'
import { requireSignIn } from './http/authenticate'
import { answerBrokenRequest } from './http/broken-request'
import { answerErrors, answerTo } from './http/errors'
import { parseJsonBody } from './http/json-body'
import { warnOfUntrustedProxy } from './http/proxies'
import { logRequests } from './http/request-log'
import type { App } from './http/route'
import { agentRoutes } from './routes/agents'
import { attachmentRoutes } from './routes/attachments'
import { auditRoutes } from './routes/audit'
import { customerRoutes } from './routes/customers'
import { deviceRoutes } from './routes/devices'
import { healthRoutes } from './routes/health'
import { liveRoutes } from './routes/live'
import { metricsRoutes } from './routes/metrics'
import { officeRoutes } from './routes/office'
import { outboxRoutes } from './routes/outbox'
import { forgottenPasswordRoutes, ownPasswordRoute } from './routes/passwords'
import { searchRoutes } from './routes/search'
import { sessionRoutes, signInRoute } from './routes/session'
import { syncRoutes } from './routes/sync'

/** The HTTP server over a context, not listening yet. It owns nothing: whoever made the context closes it. */
export async function createServer(context: ServerContext): Promise<App> {
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
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const { status, body } = answerTo(error)
      void reply.code(status).send(body)
    },
  })
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
  answerErrors(app)
  logRequests(app as never)
  warnOfUntrustedProxy(app as never)
  app.addHook('onClose', () => context.accounts.background.done())
  await app.register(swagger, {
    openapi: {
      info: { title: 'Tijdig', description: 'Support desk: tickets, SLA clocks and sync', version: '1' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
  })
  // Inside the app nobody reads /docs, and an older Electron's Node cannot load that page's libraries (CommonJS asking for ESM).
  if (!process.versions.electron) {
    const { default: swaggerUi } = await import('@fastify/swagger-ui')
    await app.register(swaggerUi, { routePrefix: '/docs' })
  }
  app.get('/openapi.json', { schema: { hide: true } as object }, () => app.swagger())
  metricsRoutes(app, context)
  await app.register((open: App, _options, done) => {
    healthRoutes(open, context)
    signInRoute(open, context)
    void open.register((passwords: App, _nothing, ready) => {
      forgottenPasswordRoutes(passwords, context)
      ready()
    })
    done()
  })
  await app.register((guarded: App, _options, done) => {
    requireSignIn(guarded as never, context)
    sessionRoutes(guarded, context)
    syncRoutes(guarded, context)
    liveRoutes(guarded, context)
    outboxRoutes(guarded, context)
    searchRoutes(guarded, context)
    ownPasswordRoute(guarded, context)
    deviceRoutes(guarded, context)
    customerRoutes(guarded, context)
    agentRoutes(guarded, context)
    officeRoutes(guarded, context)
    auditRoutes(guarded, context)
    void guarded.register((files: App, _nothing, ready) => {
      attachmentRoutes(files, context)
      ready()
    })
    done()
  })
  return app
}
