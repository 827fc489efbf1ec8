import { cutText } from '../../shared/cut-text'
import { z } from 'zod'
import { devicesEnded, forgottenPassword, ownPassword } from '../../shared/sync/account-wire'
import { apiError } from '../../shared/sync/wire'
import { mailPasswordLink } from './forgotten-password'
import { changeOwnPassword } from './own-password'
import { findLink, setPasswordByLink } from './password-links'
import type { ServerContext } from '../context'
import { identityOf } from './authenticate'
import type { App } from '../http/route'
import type { PageState } from './password-page'
import { languageOfBrowser, pagePolicy, passwordPage } from './password-page'
import type { FastifyReply, FastifyRequest } from 'fastify'

const tags = ['session']

/** PUT /v1/password: an agent's own. */
export function ownPasswordRoute(app: App, context: ServerContext): void {
  app.put(
    '/v1/password',
    {
      bodyLimit: 8 * 1024,
      schema: { tags, body: ownPassword, response: { 200: devicesEnded, '4xx': apiError } },
    },
    async (request) => ({
      devicesEnded: await changeOwnPassword(context, identityOf(request), request.body, request.ip),
    }),
  )
}

/** Without a token: asking for a link by mail, and the page that it leads to. */
export function forgottenPasswordRoutes(app: App, context: ServerContext): void {
  app.post(
    '/v1/forgotten-password',
    {
      bodyLimit: 8 * 1024,
      schema: { tags, body: forgottenPassword, response: { 200: z.object({}), '4xx': apiError } },
    },
    (request) => {
      mailPasswordLink(context, request.body.email, request.ip)
      return Promise.resolve({})
    },
  )

  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16 * 1024 },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  )
  const page = { schema: { hide: true } as object }

  app.get<{ Params: { token: string } }>('/new-password/:token', page, async (request, reply) => {
    const link = await findLink(context.database.writing, request.params.token, context.now())
    if (!link) return show(request, reply, { show: 'link-ended' })
    return show(request, reply, { show: 'form', name: link.owner.name, problem: null })
  })

  app.post<{ Params: { token: string } }>('/new-password/:token', page, async (request, reply) => {
    const { token } = request.params
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const password = cutText(form.get('password') ?? '', 1000)
    const link = await findLink(context.database.writing, token, context.now())
    if (!link) return show(request, reply, { show: 'link-ended' })
    const { name } = link.owner
    if (password !== form.get('again'))
      return show(request, reply, { show: 'form', name, problem: 'passwords-differ' })
    const done = await setPasswordByLink(context, token, password, request.ip)
    if (done.result === 'link-ended') return show(request, reply, { show: 'link-ended' })
    if (done.result === 'refused') return show(request, reply, { show: 'form', name, problem: done.problem })
    return show(request, reply, { show: 'done', devicesEnded: done.devicesEnded })
  })
}

const statuses = { form: 200, done: 200, 'link-ended': 410 } as const

/** The address of the page is a secret: it is kept nowhere and told to nobody. */
function show(request: FastifyRequest, reply: FastifyReply, state: PageState): FastifyReply {
  const refused = state.show === 'form' && state.problem !== null
  return reply
    .code(refused ? 400 : statuses[state.show])
    .type('text/html; charset=utf-8')
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': pagePolicy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    .serializer((html: unknown) => String(html))
    .send(passwordPage(languageOfBrowser(request.headers['accept-language']), state))
}
