import { create } from 'zustand'
import { setClockOffset } from '../clock/now'
import { setStaffDays } from '../clock/office'
import type { JournalState, QueueCounts, Reference, SyncState } from '../data/protocol'
import { data } from './data-client'

interface LiveData {
  readonly sync: SyncState
  readonly journal: JournalState
  readonly counts: QueueCounts | null
  readonly reference: Reference | null
  /** Grows with each change of the queue: what is on screen asks again. */
  readonly queueRevision: number
  readonly outboxRevision: number
}

const notStarted: SyncState = {
  phase: 'starting',
  progress: 0,
  ticketsCached: 0,
  lastContactAt: null,
  clockOffsetMs: 0,
  waiting: 0,
  needsYou: 0,
  owner: false,
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
}))

/** Starts listening to the worker. Called once, after `connectData`. */
export function followData(): void {
  const client = data()
  client.listen('sync', (sync) => {
    setClockOffset(sync.clockOffsetMs)
    useLiveData.setState({ sync })
  })
  client.listen('journal', ({ state }) => useLiveData.setState({ journal: state }))
  client.listen('queueChanged', () => {
    useLiveData.setState(({ queueRevision }) => ({ queueRevision: queueRevision + 1 }))
    void refreshCounts()
  })
  client.listen('outboxChanged', () =>
    useLiveData.setState(({ outboxRevision }) => ({ outboxRevision: outboxRevision + 1 })),
  )
  client.listen('referenceChanged', () => void refreshReference())
  client.listen('opened', () => void refreshAll())
}

/** Asks for everything again: after a start, and after another person signed in. */
export async function refreshAll(): Promise<void> {
  useLiveData.setState(({ queueRevision, outboxRevision }) => ({
    queueRevision: queueRevision + 1,
    outboxRevision: outboxRevision + 1,
  }))
  await Promise.all([refreshReference(), refreshCounts()])
}

let countsAsked = false

/** One question at a time: bursts of changes end in one more question, not in one each. */
async function refreshCounts(): Promise<void> {
  if (countsAsked) return
  countsAsked = true
  try {
    useLiveData.setState({ counts: await data().counts({}) })
  } finally {
    countsAsked = false
  }
}

async function refreshReference(): Promise<void> {
  const reference = await data().reference({})
  if (reference) setStaffDays(reference.office.staffDays)
  useLiveData.setState({ reference })
}
