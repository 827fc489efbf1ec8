import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerContext } from '../context'
import type { DispatchMail } from '../tickets/outgoing-mail'
import { tellOwedNotes } from '../mail/tell-on-ticket'
import { closeSilentTickets } from './auto-close'
import { cleanUp } from './clean-up'
import { compareClocks } from './compare-clocks'
import { fillSearchWords } from './fill-search-words'
import type { Job } from './loop'

/**
 * Everything that a server does by itself, as long as it is not too old for its tables. What a job takes in hand it takes in a
 * write transaction, which looks again: a turn that is under way ends there.
 */
export const serverJobs = (context: ServerContext, dispatch: DispatchMail): readonly Job[] =>
  jobsOf(context, dispatch).map(({ run, ...job }) => ({
    ...job,
    run: async (stopping) => {
      if (await context.schemaFloor.allows()) await run(stopping)
    },
  }))

const jobsOf = (context: ServerContext, dispatch: DispatchMail): readonly Job[] => [
  {
    name: 'mail',
    everyMs: 1000,
    run: async () => void (await dispatch(context.database, context.now())),
  },
  { name: 'mail-note', everyMs: 60_000, run: () => tellOwedNotes(context) },
  { name: 'auto-close', everyMs: 60_000, run: async () => void (await closeSilentTickets(context)) },
  {
    name: 'clean-up',
    everyMs: 3_600_000,
    run: () =>
      cleanUp(context.database, context.now(), {
        idleMs: context.accounts.idleMs,
        faults: context.faults,
      }),
  },
  {
    name: 'search-words',
    everyMs: 60_000,
    run: async (stopping) => {
      // Pauses between the pieces leave the database to those who wait for it.
      while (!stopping.aborted && (await fillSearchWords(context.database))) await sleep(50)
    },
  },
  { name: 'clocks', everyMs: 3_600_000, run: async () => void (await compareClocks(context)) },
  { name: 'journal', everyMs: 600_000, run: () => settleWhenLong(context) },
]

const longJournalBytes = 16 * 1024 * 1024

async function settleWhenLong({ journal }: ServerContext): Promise<void> {
  if (journal && journal.size() > longJournalBytes) await journal.settle()
}
