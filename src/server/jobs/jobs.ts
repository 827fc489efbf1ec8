import type { ServerContext } from '../context'
import type { DeliverMail } from '../mail-port'
import { closeSilentTickets } from './auto-close'
import { cleanUp } from './clean-up'
import type { Job } from './loop'

/** Everything that a server does by itself. */
export const serverJobs = (context: ServerContext, deliver: DeliverMail): readonly Job[] => [
  {
    name: 'mail',
    everyMs: 1000,
    run: async () => {
      // A full hand means that more may wait.
      while ((await deliver(context.database, context.now())) >= 5) continue
    },
  },
  { name: 'auto-close', everyMs: 60_000, run: async () => void (await closeSilentTickets(context)) },
  {
    name: 'clean-up',
    everyMs: 3_600_000,
    run: () => cleanUp(context.database, context.now(), context.accounts.idleMs),
  },
  { name: 'journal', everyMs: 600_000, run: () => settleWhenLong(context) },
]

const longJournalBytes = 16 * 1024 * 1024

async function settleWhenLong({ journal }: ServerContext): Promise<void> {
  if (journal && journal.size() > longJournalBytes) await journal.settle()
}
