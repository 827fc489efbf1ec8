import type { FastifyRequest } from 'fastify'
import { isLoopbackName } from './host-check'

/** What a proxy adds to a request that it passes on. */
const proxyHeaders = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
] as const

type Asked = Pick<FastifyRequest, 'ip' | 'ips' | 'headers'>

/** Whether a caller is on this machine, as far as the network goes: the address is the one that a trusted proxy names. */
export const isLoopback = ({ ip }: Pick<Asked, 'ip'>): boolean => /^(127\.|::1$|::ffff:127\.)/.test(ip)

/**
 * Whether a program on this machine asks for itself. Not so what a proxy passes on without naming a caller here whom this server
 * believes, nor what was led here under another name: a web page whose owner points its name at this machine.
 */
export function isLocal(request: Asked): boolean {
  const { headers, ips } = request
  const isPassedOn = proxyHeaders.some((name) => headers[name] !== undefined)
  // With a trusted proxy there are two addresses at least: its own, and the one that it names.
  const isNamed = (ips?.length ?? 1) >= 2
  return isLoopback(request) && (!isPassedOn || isNamed) && isLoopbackName(headers.host ?? '')
}
