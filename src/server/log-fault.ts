import type { Logger } from 'pino'
import { sqlState } from './db/database'

/** Only kind and place of a fault: its message may quote what a customer wrote. */
export function logFault(log: Pick<Logger, 'error'>, error: unknown, message = 'request failed'): void {
  const fault = error instanceof Error ? error : new Error('not an error')
  log.error(
    { name: fault.name, sqlState: sqlState(error), stack: fault.stack?.split('\n').slice(1, 8) },
    message,
  )
}
