import type { LineProblem } from '../../shared/sync/line-problem'

/** What the network says of a connection that failed, in Chromium's names (`net::ERR_…`), and what that is to a person. */
const causes: readonly (readonly [RegExp, LineProblem])[] = [
  [/ERR_CERT_DATE_INVALID/, 'certificate-out-of-date'],
  [/ERR_CERT_COMMON_NAME_INVALID/, 'certificate-for-another'],
  [/ERR_(CERT_|CERTIFICATE_|BAD_SSL_CLIENT_AUTH|SSL_PINNED)/, 'certificate-not-trusted'],
  [/ERR_SSL_|ERR_INVALID_HTTP_RESPONSE/, 'not-secure'],
  [/ERR_PROXY_AUTH|ERR_UNEXPECTED_PROXY_AUTH|ERR_INVALID_AUTH_CREDENTIALS/, 'proxy-sign-in'],
  [/ERR_PROXY_|ERR_TUNNEL_|ERR_NO_SUPPORTED_PROXIES|ERR_MANDATORY_PROXY/, 'proxy-unreachable'],
  [/ERR_NAME_|ERR_ICANN_NAME_COLLISION/, 'name-not-found'],
  [/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_IO_SUSPENDED/, 'no-network'],
  [/ERR_CONNECTION_REFUSED/, 'connection-refused'],
  [/ERR_(ADDRESS_|NETWORK_ACCESS_DENIED|BLOCKED_BY)/, 'server-unreachable'],
  [/redirect/i, 'elsewhere'],
]

/** What a failed connection is to a person, by what the network's error says. */
export function connectionProblem(error: unknown): LineProblem {
  const said = error instanceof Error ? `${error.name} ${error.message}` : String(error)
  return causes.find(([pattern]) => pattern.test(said))?.[1] ?? 'server-unreachable'
}

/**
 * What an answer is that did not come from a Tijdig server: a proxy or a network that wants a sign-in first, or another
 * site. Null when its status says nothing of the kind.
 */
export function strangerProblem(status: number): LineProblem {
  if (status === 407) return 'proxy-sign-in'
  if (status === 511) return 'network-sign-in'
  return status >= 300 && status < 400 ? 'elsewhere' : 'not-a-server'
}
