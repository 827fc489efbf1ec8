/** Where mail is handed over. */
export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /**
   * `from-start`: TLS from the first byte. `required`: STARTTLS, else nothing is sent. `if-offered`: STARTTLS where the server has
   * it, which does for this machine only. `none`: in the clear.
   */
  readonly tls: 'from-start' | 'required' | 'if-offered' | 'none'
  /** On the local machine certificates are often made by hand; anywhere else they must be sound. */
  readonly verifyCertificate: boolean
  readonly user: string | null
  readonly password: string | null
  /** For how long the other side may be silent, ms. */
  readonly patienceMs: number
}

const form =
  'The mail server must be given as smtp://user:password@host:587 or smtps://user:password@host, with ?tls=none for one on a trusted network that has no TLS.'

/**
 * Reads `smtp://user:password@host:587` or `smtps://…`. Off this machine TLS is required, unless `?tls=none` says otherwise; a
 * password never goes out in the clear. Throws a sentence that says what is wrong.
 */
export function parseSmtpUrl(text: string): SmtpSettings {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '')
    throw new Error(form)
  const fromStart = url.protocol === 'smtps:'
  const here = isLoopback(url.hostname)
  const tls = asked(url, fromStart) ?? (fromStart ? 'from-start' : here ? 'if-offered' : 'required')
  const user = url.username === '' ? null : decodeURIComponent(url.username)
  if (tls === 'none' && user !== null && !here)
    throw new Error(
      'With ?tls=none a password would go out in the clear: leave user and password out of TIJDIG_SMTP_URL, or leave out ?tls=none.',
    )
  return {
    host: url.hostname,
    port: url.port === '' ? (fromStart ? 465 : 587) : Number(url.port),
    tls,
    verifyCertificate: !here,
    user,
    password: url.password === '' ? null : decodeURIComponent(url.password),
    patienceMs: 120_000,
  }
}

function asked({ searchParams }: URL, fromStart: boolean): 'none' | null {
  for (const [name, value] of searchParams)
    if (name !== 'tls' || value !== 'none' || fromStart) throw new Error(form)
  return searchParams.has('tls') ? 'none' : null
}

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host)

/** One line for who starts the server: how mail leaves. */
export function describeSmtp(settings: SmtpSettings | null): string {
  if (settings === null) return 'No mail server is set (TIJDIG_SMTP_URL): mail waits in the outbox.'
  const ways = {
    'from-start': 'with TLS',
    required: 'with TLS (STARTTLS required)',
    'if-offered': 'on this machine',
    none: 'IN THE CLEAR, because TIJDIG_SMTP_URL says tls=none',
  } as const satisfies Record<SmtpSettings['tls'], string>
  return `Mail leaves through ${settings.host}:${settings.port}, ${ways[settings.tls]}.`
}
