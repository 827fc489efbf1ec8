import swagger from '@fastify/swagger'
import { fastify, LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyReply } from 'fastify'
import { jsonSchemaTransform, validatorCompiler } from 'fastify-type-provider-zod'
import type { ServerContext } from './context'
import { requireSignIn } from './http/authenticate'
import { answerBrokenRequest } from './http/broken-request'
import { answerErrors, answerTo } from './http/errors'
import { parseJsonBody } from './http/json-body'
import { logRequests } from './http/request-log'
import { agreeOnVersions, requireKnownTables } from './http/versions'
import type { App } from './http/route'
import { administrationRoutes } from './routes/administration'
import { attachmentRoutes } from './routes/attachments'
import { healthRoutes } from './routes/health'
import { liveRoutes } from './routes/live'
import { metricsRoutes } from './routes/metrics'
import { outboxRoutes } from './routes/outbox'
import { searchRoutes } from './routes/search'
import { sessionRoutes, signInRoute } from './routes/session'
import { syncRoutes } from './routes/sync'

/**
 * The HTTP server over a context, not listening yet. It owns nothing: whoever made the context closes it.
 * @param oldestClient the oldest protocol that is served; left out, the one that this build names
 */
export async function createServer(context: ServerContext, oldestClient?: number): Promise<App> {
  const app: App = fastify({
    loggerInstance: context.log as FastifyBaseLogger,
    // Fastify's own lines carry the whole address, and with it what people search for.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    requestTimeout: 300_000,
    forceCloseConnections: 'idle',
    // A proxy on this machine says from where a request really comes.
    trustProxy: 'loopback',
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
  healthRoutes(app, context)
  await app.register((open: App, _options, done) => {
    agreeOnVersions(open as never, oldestClient)
    requireKnownTables(open as never, context)
    signInRoute(open, context)
    done()
  })
  await app.register((guarded: App, _options, done) => {
    agreeOnVersions(guarded as never, oldestClient)
    requireKnownTables(guarded as never, context)
    requireSignIn(guarded as never, context)
    sessionRoutes(guarded, context)
    syncRoutes(guarded, context)
    liveRoutes(guarded, context)
    outboxRoutes(guarded, context)
    searchRoutes(guarded, context)
    administrationRoutes(guarded, context)
    void guarded.register((files: App, _nothing, ready) => {
      attachmentRoutes(files, context)
      ready()
    })
    done()
  })
  return app
}
