import type { RefusalCode } from './refusals'

export type CheckedServerUrl =
  { readonly ok: true; readonly url: string } | { readonly ok: false; readonly code: RefusalCode }

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The address of a team's server, without a trailing slash. Only https is accepted, because the password and the
 * customers' mail travel over it; http is for this machine only. A bare name gets https.
 */
export function checkServerUrl(input: string): CheckedServerUrl {
  const trimmed = input.trim()
  if (trimmed === '') return refuse('server-address-missing')
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (!URL.canParse(text)) return refuse('server-address-invalid')
  const url = new URL(text)
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))
  if (!secure) return refuse('server-address-insecure')
  if (url.username !== '' || url.password !== '') return refuse('server-address-invalid')
  if (url.search !== '' || url.hash !== '') return refuse('server-address-invalid')
  return { ok: true, url: `${url.origin}${url.pathname.replace(/\/+$/, '')}` }
}

const refuse = (code: RefusalCode): CheckedServerUrl => ({ ok: false, code })
