import { create } from 'zustand'
import { setClockOffset } from '../clock/now'
import { setStaffDays } from '../clock/office'
import type { TakingAlong } from '../data/files/along'
import type { JournalState, QueueCounts, Reference, SyncState } from '../data/protocol'
import { data } from './data-client'
import { useSession } from './session'

/** Each grows with every change of what it names: what is on screen asks again. */
const revisions = ['queueRevision', 'outboxRevision', 'filesRevision', 'awayRevision'] as const
type Revision = (typeof revisions)[number]

interface LiveData extends Readonly<Record<Revision, number>> {
  readonly sync: SyncState
  readonly journal: JournalState
  readonly counts: QueueCounts | null
  readonly reference: Reference | null
  /** How far the files of a view have been taken along; null before anybody asked. */
  readonly taking: TakingAlong | null
  /** The data worker of this window could not start, or has ended: nothing can be read or saved. */
  readonly workerStopped: boolean
}

const notStarted: SyncState = {
  phase: 'starting',
  fetched: null,
  ticketsCached: 0,
  lastContactAt: null,
  clockOffsetMs: 0,
  clockIsCertain: true,
  waiting: 0,
  behind: 0,
  needsYou: 0,
  sending: null,
  owner: false,
  isBehind: false,
  message: null,
}

/** What the data worker tells, kept for the parts of the screen that show it. */
export const useLiveData = create<LiveData>(() => ({
  sync: notStarted,
  journal: 'sound',
  counts: null,
  reference: null,
  queueRevision: 0,
  outboxRevision: 0,
  filesRevision: 0,
  awayRevision: 0,
  taking: null,
  workerStopped: false,
}))

/** The sign-in of who works here has ended: the server answers, but not them. */
export function useIsExpired(): boolean {
  const isTold = useSession((session) => session.signedIn?.expired === true)
  return useLiveData((live) => live.sync.phase === 'signed-out') || isTold
}

/** Counts the persons who worked here: an answer that was asked for by the former one is not shown to the next. */
let person = 0

/** Forgets what the worker told of the person who left. Revisions go on: what is on screen asks again. */
export function resetLiveData(): void {
  person += 1
  const before = useLiveData.getState()
  const { workerStopped } = before
  useLiveData.setState({ ...useLiveData.getInitialState(), ...pickRevisions(before), workerStopped })
  setStaffDays([])
}

const pickRevisions = (live: LiveData, by = 0): Readonly<Record<Revision, number>> =>
  Object.fromEntries(revisions.map((name) => [name, live[name] + by])) as Record<Revision, number>

const grow = (name: Revision): void => useLiveData.setState((live) => ({ [name]: live[name] + 1 }))

/** Starts listening to the worker. Called once, after `connectData`. */
export function followData(): void {
  const client = data()
  client.listen('sync', (sync) => {
    setClockOffset(sync.clockOffsetMs)
    useLiveData.setState({ sync })
  })
  client.listen('journal', ({ state }) => useLiveData.setState({ journal: state }))
  client.listen('queueChanged', () => {
    grow('queueRevision')
    void refreshCounts()
  })
  client.listen('outboxChanged', () => grow('outboxRevision'))
  client.listen('filesChanged', () => grow('filesRevision'))
  client.listen('awayChanged', () => grow('awayRevision'))
  client.listen('takingAlong', (taking) => useLiveData.setState({ taking }))
  client.listen('referenceChanged', () => void refreshReference())
  client.listen('opened', () => void refreshAll())
  client.listen('stopped', () => useLiveData.setState({ workerStopped: true }))
}

/** Asks for everything again: after a start, and after another person signed in. */
export async function refreshAll(): Promise<void> {
  useLiveData.setState((live) => pickRevisions(live, 1))
  await Promise.all([refreshReference(), refreshCounts()])
}

const refreshCounts = oneAtATime(async (isStale) => {
  const counts = await data().counts({})
  if (!isStale()) useLiveData.setState({ counts })
})

const refreshReference = oneAtATime(async (isStale) => {
  const reference = await data().reference({})
  if (isStale()) return
  if (reference) setStaffDays(reference.office.staffDays)
  useLiveData.setState({ reference })
})

/**
 * One question at a time: bursts of changes end in one more question, not in one each. What changes while a question is under
 * way may be missing from its answer, so it is asked once more after it. Resolves when the last answer is here.
 */
function oneAtATime(ask: (isStale: () => boolean) => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let again = false

  async function run(): Promise<void> {
    do {
      again = false
      const asker = person
      await ask(() => asker !== person)
    } while (again)
  }

  return () => {
    again = true
    running ??= run().finally(() => (running = null))
    return running
  }
}
