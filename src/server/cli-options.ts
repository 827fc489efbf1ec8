import { isIP } from 'node:net'
import { parseArgs } from 'node:util'
import { usualIdleDays } from './accounts/accounts'

export interface CliOptions {
  readonly databaseUrl: string | undefined
  readonly data: string
  readonly host: string
  readonly port: number
  readonly createAdmin: { readonly workspace: string; readonly name: string; readonly email: string } | null
  readonly restored: boolean
  readonly backupAgeMs: number
  /** Whether everybody may read /docs and /openapi.json. */
  readonly openDocs: boolean
  /** The only names under which it answers, beside this machine's own; null: any. */
  readonly hostNames: readonly string[] | null
  /** Addresses, networks, or `loopback`. */
  readonly trustedProxies: readonly string[]
  /** Without a slash at its end; null when nobody said so. */
  readonly publicUrl: string | null
  readonly idleDays: number
}

export const usage = `npm run server -- [options]

  --port <n>            port to listen on (8450; 0 takes a free one)
  --host <address>      address to listen on (127.0.0.1)
  --host-name <name>    answer only under this name, as desk.example.org (may be given again); otherwise under any
  --open-docs           everybody may read /docs and /openapi.json; otherwise who is signed in
  --data <folder>       where the embedded database lives when DATABASE_URL is not set (./tijdig-data)
  --create-admin        makes a workspace with its first administrator, then ends
      --workspace <name> --name <name> --email <address>
                        the password comes from TIJDIG_ADMIN_PASSWORD or the first line of standard input
  --trust-proxy <list>  proxies in front of the server, whose X-Forwarded-For names the caller: addresses and networks,
                        such as 10.0.0.0/8,fd00::/8 (loopback; none for no proxy at all)
  --public-url <url>    where people reach the server, for links in mail: https://desk.example.com
  --idle-days <n>       a sign-in that is not used for so many days ends (${usualIdleDays})
  --restored            say this once after a restored backup: clients then send again what the backup lacks

TIJDIG_TRUST_PROXY, TIJDIG_PUBLIC_URL, TIJDIG_IDLE_DAYS
                        the same as the options
TIJDIG_SMTP_URL         the mail server for replies: smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host.
                        Without TLS nothing is sent off this machine, but with ?tls=none, for a trusted network
                        and without a password
TIJDIG_OFFICE_ADDRESS   sender for tickets of customers without an address of their own at the office
TIJDIG_BACKUP_HOURS     how old a backup may be that you would restore (24 with DATABASE_URL, else 0): clients keep
                        what they sent that long, and send it again after a restore
DATABASE_URL            a PostgreSQL, for a team: postgres://user:password@host/database`

/** Reads the command line and the environment. Throws a sentence for people when something does not fit. */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): CliOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '8450' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: 'tijdig-data' },
      'create-admin': { type: 'boolean', default: false },
      workspace: { type: 'string' },
      name: { type: 'string' },
      email: { type: 'string' },
      restored: { type: 'boolean', default: false },
      'host-name': { type: 'string', multiple: true },
      'open-docs': { type: 'boolean', default: false },
      'trust-proxy': { type: 'string', default: environment.TIJDIG_TRUST_PROXY ?? 'loopback' },
      'public-url': { type: 'string', ...withDefault(environment.TIJDIG_PUBLIC_URL) },
      'idle-days': { type: 'string', default: environment.TIJDIG_IDLE_DAYS ?? String(usualIdleDays) },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('--port must be a number from 0 to 65535.')
  return {
    databaseUrl: environment.DATABASE_URL,
    data: values.data,
    host: values.host,
    port,
    createAdmin: values['create-admin'] ? adminOf(values) : null,
    restored: values.restored,
    backupAgeMs: backupHours(environment) * 3_600_000,
    openDocs: values['open-docs'],
    hostNames: values['host-name'] ?? null,
    trustedProxies: proxies(values['trust-proxy']),
    publicUrl: publicUrl(values['public-url']),
    idleDays: days(values['idle-days']),
  }
}

const withDefault = (value: string | undefined) => (value === undefined ? {} : { default: value })

function proxies(list: string): readonly string[] {
  const named = list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '' && entry !== 'none')
  const wrong = named.find((entry) => entry !== 'loopback' && !isNetwork(entry))
  if (wrong !== undefined)
    throw new Error(
      `--trust-proxy: "${wrong}" is no address or network, such as 10.0.0.0/8. Separate several by commas.`,
    )
  return named
}

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const family = isIP(address)
  return family !== 0 && (bits === undefined || Number(bits) <= (family === 4 ? 32 : 128))
}

function publicUrl(text: string | undefined): string | null {
  if (text === undefined || text === '') return null
  const url = URL.canParse(text) ? new URL(text) : null
  const isPlain = url !== null && url.search === '' && url.hash === '' && url.username === ''
  if (!isPlain || !/^https?:$/.test(url.protocol))
    throw new Error('--public-url must be the address of this server, such as https://desk.example.com.')
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

function days(text: string): number {
  const number = Number(text)
  if (!(number >= 1 && number <= 90)) throw new Error('--idle-days must be a number from 1 to 90.')
  return number
}

function adminOf({ workspace, name, email }: { workspace?: string; name?: string; email?: string }) {
  if (!workspace?.trim() || !name?.trim() || !email || !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new Error('--create-admin needs --workspace <name> --name <name> --email <address>.')
  return { workspace: workspace.trim(), name: name.trim(), email: email.trim() }
}

function backupHours({ TIJDIG_BACKUP_HOURS: given, DATABASE_URL: url }: NodeJS.ProcessEnv): number {
  const hours = Number(given ?? (url ? 24 : 0))
  if (!(hours >= 0 && hours <= 9600)) throw new Error('TIJDIG_BACKUP_HOURS must be a number from 0 to 9600.')
  return hours
}

/** What is said at the start where words would cross a network readable by everybody: this server speaks plain http. */
export const warningsFor = ({
  host,
  publicUrl,
}: Pick<CliOptions, 'host' | 'publicUrl'>): readonly string[] => [
  ...(isThisMachine(host)
    ? []
    : [
        `Warning: ${host} is reached from other machines, and this server speaks plain http: passwords and customers' words cross ` +
          'the network readable by everybody. Put a proxy that speaks https before it, and listen on 127.0.0.1 where the proxy runs here.',
      ]),
  ...(publicUrl === null || publicUrl.startsWith('https:') || isThisMachine(new URL(publicUrl).hostname)
    ? []
    : [
        `Warning: --public-url ${publicUrl} is plain http: mailed links and the new passwords that are typed there cross the network ` +
          'readable by everybody. Put a proxy that speaks https before the server, and give its https address.',
      ]),
]

const isThisMachine = (host: string): boolean => /^(127\.|::1$|\[::1\]$|localhost$)/.test(host)
