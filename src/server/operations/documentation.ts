import swagger from '@fastify/swagger'
import type { FastifyRequest } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { ServerContext } from '../context'
import { requireToken } from '../accounts/authenticate'
import type { App } from '../http/route'

/** That page's scripts and pictures come from here; its library sets styles by itself. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Gathers what each route says of itself. To be called before the routes are. */
export async function describeRoutes(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      info: { title: 'Tijdig', description: 'Support desk: tickets, SLA clocks and sync', version: '1' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
  })
}

/** GET /openapi.json, and the page /docs that shows it. Both want the token of a sign-in unless they are `open`. */
export async function documentationRoutes(app: App, context: ServerContext, open: boolean): Promise<void> {
  await app.register(async (docs: App) => {
    if (!open)
      requireToken(docs as never, context, {
        tokenOf: tokenForReaders,
        challenge: { 'www-authenticate': 'Basic realm="Tijdig API", charset="UTF-8"' },
        missing:
          'Sign in to read about the API: send the token that POST /v1/sign-in gives, as "Authorization: Bearer <token>" or, in ' +
          'a browser, as the password (any user name).',
      })
    docs.get('/openapi.json', { schema: { hide: true } as object }, () => docs.swagger())
    // Inside the app nobody reads /docs, and an older Electron's Node cannot load that page's libraries (CommonJS asking for ESM).
    if (process.versions.electron) return
    const { default: swaggerUi } = await import('@fastify/swagger-ui')
    await docs.register(swaggerUi, { routePrefix: '/docs', staticCSP: pagePolicy })
  })
}

/**
 * A browser that is asked for a name and a password sends them with each request to these pages: the password is a token. Not
 * the person's own password, because a browser keeps it until it is closed, and a token can be ended.
 */
function tokenForReaders({ headers }: FastifyRequest): string | undefined {
  const [, scheme, value = ''] = /^(Bearer|Basic) ([\w+/=-]{1,2000})$/.exec(headers.authorization ?? '') ?? []
  return scheme === 'Basic'
    ? Buffer.from(value, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, '')
    : value
}
