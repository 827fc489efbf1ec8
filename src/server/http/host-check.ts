import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refused } from '../refused'

/**
 * Who may be addressed. `own`: this machine, by this server's port alone. Names: these, and this machine's for a proxy on it that
 * passes on the address that it was given. null: anybody that the network leads here.
 */
export type HostRule = 'own' | readonly string[] | null

const loopbackNames: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

/** Whether a Host header means this machine, by a name that nobody else can point at it. */
export const isLoopbackName = (host: string): boolean =>
  loopbackNames.includes(host.toLowerCase().replace(/:\d+$/, ''))

/**
 * Refuses with 421 `wrong-host` what was meant for another host. A web page whose name its owner points at this machine ("DNS
 * rebinding") would else talk to this server as if it were its own. Only the Host header counts: a page can set
 * X-Forwarded-Host.
 */
export function checkHost(app: FastifyInstance, rule: HostRule): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const { host } = request.headers
    if (host === undefined && request.raw.httpVersion === '1.1')
      done(new Refused('no-host', 'Say in a Host header which server you mean.'))
    else if (isAllowed(rule, host?.toLowerCase() ?? '', request)) done()
    else
      done(new Refused('wrong-host', 'This server does not answer to that host name. Use its own address.'))
  })
}

function isAllowed(rule: HostRule, host: string, { socket }: FastifyRequest): boolean {
  if (rule === null) return true
  if (rule === 'own') return loopbackNames.some((name) => host === `${name}:${socket.localPort}`)
  const name = host.replace(/:\d+$/, '')
  return isLoopbackName(name) || rule.some((allowed) => allowed.toLowerCase() === name)
}
