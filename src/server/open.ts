import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'
import type { AccountSettings } from './accounts/accounts'
import { createAccounts } from './accounts/accounts'
import { createIdentities, rememberedMs } from './accounts/identities'
import { watchSignIns } from './accounts/sign-in-watch'
import type { ServerContext } from './context'
import type { Database } from './db/database'
import { createFaults } from './faults'
import { watchSchemaFloor } from './db/schema-floor'
import type { Random } from './ids'
import { systemRandom } from './ids'
import { createBackedUp } from './sync/log/backed-up'
import { watchHeads } from './sync/log/heads'

export interface ContextSettings {
  readonly database: Database
  readonly journal?: ServerContext['journal']
  readonly now?: () => number
  readonly random?: Random
  readonly log?: Logger
  readonly officeAddress?: string
  readonly accounts?: AccountSettings
  /** The proxies in front of this server: addresses, networks (`10.0.0.0/8`), or `loopback`, which is the default. */
  readonly trustedProxies?: readonly string[]
  /** How old the newest backup may be; clients keep acknowledged work that long. 0 (the default): there are none. */
  readonly backupAgeMs?: number
}

/** How often a server looks for what others committed; its own commits are told at once. */
const lookEveryMs = { postgres: 60, pglite: 1000 } as const

/** A server's context over an open, migrated database; what is left out is the real thing. */
export function createContext(settings: ContextSettings): ServerContext {
  const { journal = null, now = Date.now, random = systemRandom } = settings
  const log = settings.log ?? createLog(process.env.TIJDIG_LOG_LEVEL ?? 'info')
  const faults = createFaults(log)
  const schemaFloor = watchSchemaFloor(settings.database, log)
  const database = schemaFloor.guarded
  const accounts = createAccounts(settings.accounts ?? {}, log)
  const heads = watchHeads(database, lookEveryMs[database.kind], (error) => faults.note('heads', error))
  const signIns = watchSignIns(database, now, rememberedMs, (error) => faults.note('live', error))
  return {
    database,
    journal,
    decided: new Map(),
    faults,
    heads,
    schemaFloor,
    identities: createIdentities(database, now, accounts.idleMs, signIns.look),
    signIns,
    accounts,
    trustedProxies: settings.trustedProxies ?? ['loopback'],
    backedUp: createBackedUp(settings.backupAgeMs ?? 0),
    now,
    random,
    log,
    officeAddress: settings.officeAddress ?? 'support@localhost',
  }
}

/** Structured log lines on standard error: standard output is for people. */
export const createLog = (level: string, destination: DestinationStream = pino.destination(2)): Logger =>
  pino({ level, base: null, redact: ['req.headers', 'headers', 'token', 'password'] }, destination)
