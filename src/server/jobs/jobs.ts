import type { ServerContext } from '../context'
import type { DispatchMail } from '../mail-port'
import { closeSilentTickets } from './auto-close'
import { cleanUp } from './clean-up'
import type { Job } from './loop'

/** Everything that a server does by itself. */
export const serverJobs = (context: ServerContext, dispatch: DispatchMail): readonly Job[] => [
  {
    name: 'mail',
    everyMs: 1000,
    run: async () => void (await dispatch(context.database, context.now())),
  },
  { name: 'auto-close', everyMs: 60_000, run: async () => void (await closeSilentTickets(context)) },
  { name: 'clean-up', everyMs: 3_600_000, run: () => cleanUp(context.database, context.now()) },
  { name: 'journal', everyMs: 600_000, run: () => settleWhenLong(context) },
]

const longJournalBytes = 16 * 1024 * 1024

async function settleWhenLong({ journal }: ServerContext): Promise<void> {
  if (journal && journal.size() > longJournalBytes) await journal.settle()
}
