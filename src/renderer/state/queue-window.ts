import { create } from 'zustand'
import type { QueueQuery, QueueRow } from '../data/protocol'
import { data } from './data-client'
import { useLiveData } from './live-data'
import { arrive, openTicket, select, useNavigation, wantedQuery } from './navigation'

/** The part of the queue that is here, around what is on screen. */
export interface QueueWindow {
  readonly query: QueueQuery
  readonly total: number
  readonly from: number
  readonly rows: readonly QueueRow[]
  /** Where the ticket that was selected then stands in this order; null when it is not in it. */
  readonly located: { readonly id: string; readonly index: number } | null
  /** Nothing is here yet: a slow answer is awaited. */
  readonly isAwaited?: boolean
}

export interface Range {
  readonly from: number
  readonly to: number
}

/** Rows fetched beyond those on screen, either way: a page of scrolling costs no wait. */
const margin = 40
/** An answer that takes longer than this is not waited for: the screen goes to the view, and its rows follow. */
const PATIENCE_MS = 100

/** null before the first answer. */
export const useQueueWindow = create<{ readonly found: QueueWindow | null }>(() => ({ found: null }))

let visible: Range = { from: 0, to: 40 }
let isAsking = false
let askAgain = false
/** Where the selection stood last: what leaves the list hands it to the ticket that takes its place. */
let place = 0
/** A row that was moved to before it was here: selected as soon as it is. */
let awaited: number | null = 0

/** Keeps the window as navigation and the data want it. Called once, at start. */
export function followQueue(): void {
  useNavigation.subscribe(({ next, selectedId }, before) => {
    if (selectedId !== before.selectedId) {
      // Another choice was made meanwhile: what was moved to before counts no more.
      awaited = null
      notePlace(selectedId)
    }
    if (next !== null && next.query !== before.next?.query) void ask()
  })
  useLiveData.subscribe(({ queueRevision }, before) => {
    if (queueRevision !== before.queueRevision) void ask()
  })
}

/** A ticket that is chosen by a click has its place too, for when it leaves the list. */
function notePlace(selectedId: string | null): void {
  const { found } = useQueueWindow.getState()
  place = (found && placeOf(selectedId, found)) ?? place
}

/** Forgets what is shown: another person's workspace is opened. */
export function resetQueueWindow(): void {
  place = 0
  awaited = 0
  visible = { from: 0, to: 40 }
  useQueueWindow.setState(useQueueWindow.getInitialState(), true)
}

/** Tells which places are on screen, also those below the last row. Asks only when they come near the end of what is here. */
export function showRange(range: Range): void {
  visible = range
  const { found } = useQueueWindow.getState()
  if (found === null) return
  const near = margin / 2
  const missesBefore = range.from - near < found.from && found.from > 0
  const end = found.from + found.rows.length
  if (missesBefore || (range.to + near > end && end < found.total)) void ask()
}

/**
 * Selects the row at a place, or the nearest there is; answers which place that is. Null in an empty list, and while another
 * view is on its way: the rows on screen are left behind already.
 */
export function selectPlace(index: number): number | null {
  const { found } = useQueueWindow.getState()
  if (found === null || found.total === 0 || useNavigation.getState().next?.leaves) return null
  place = Math.min(Math.max(index, 0), found.total - 1)
  const row = found.rows[place - found.from]
  if (row) choose(row.id)
  else awaited = place
  return place
}

/** Moves the selection by so many rows; where its ticket has left the list, the one that came after it is the next. */
export function selectNext(rows: number): number | null {
  const { found } = useQueueWindow.getState()
  const from = found && placeOf(useNavigation.getState().selectedId, found)
  return selectPlace(from === null ? place + Math.min(rows, 0) : from + rows)
}

/** Where a ticket stands in the list, as far as is known here. */
export function placeOf(ticketId: string | null, found: QueueWindow): number | null {
  const index = found.rows.findIndex(({ id }) => id === ticketId)
  if (index >= 0) return found.from + index
  return found.located?.id === ticketId ? found.located.index : null
}

/** One question at a time; what came meanwhile is asked once more after it. */
async function ask(): Promise<void> {
  askAgain = true
  if (isAsking) return
  isAsking = true
  try {
    while (askAgain) {
      askAgain = false
      await askOnce()
    }
  } finally {
    isAsking = false
  }
}

/** Another query begins at its top with what the screen holds; the rows after that follow when these are painted. */
async function askOnce(): Promise<void> {
  const navigation = useNavigation.getState()
  const query = wantedQuery(navigation)
  const shown = useQueueWindow.getState().found
  const isNew = shown === null || shown.isAwaited === true || query !== shown.query
  const from = isNew ? 0 : Math.max(0, visible.from - margin)
  const to = isNew ? visible.to - visible.from : visible.to + margin
  const find = navigation.next?.leaves ? null : navigation.selectedId
  const patience = setTimeout(goWithoutRows, PATIENCE_MS)
  try {
    const { total, rows, foundAt } = await data().queue({ query, from, to, find })
    if (query !== wantedQuery(useNavigation.getState())) return
    const located = find === null || foundAt === null ? null : { id: find, index: foundAt }
    // Another text looks for something else: Enter opens what fits it best, also after a letter that found the old choice.
    if (query.search !== '' && query.search !== shown?.query.search) awaitFirst()
    show({ query, total, from, rows: withKnown(rows), located }, isNew)
  } catch (error) {
    goWithoutRows()
    throw error
  } finally {
    clearTimeout(patience)
  }
  if (!isNew) return
  visible = { from: 0, to }
  askAgain = true
}

/** The first row is to be selected, unless a ticket is being read. */
function awaitFirst(): void {
  if (useNavigation.getState().openId === null) select(null)
}

/** Rows come as copies: one that says the same as before is the one from before, so that nothing is drawn for it. */
function withKnown(rows: readonly QueueRow[]): readonly QueueRow[] {
  const known = new Map(useQueueWindow.getState().found?.rows.map((row) => [row.id, row]))
  return rows.map((row) => {
    const before = known.get(row.id)
    return before && JSON.stringify(before) === JSON.stringify(row) ? before : row
  })
}

function show(found: QueueWindow, isNew: boolean): void {
  arrive()
  useQueueWindow.setState({ found })
  const { selectedId, openId } = useNavigation.getState()
  const index = placeOf(selectedId, found)
  if (isNew) awaited = null
  if (index !== null) place = index
  else {
    if (isNew) place = 0
    if (openId === null) awaited ??= place
  }
  if (awaited !== null) awaited = Math.min(awaited, Math.max(0, found.total - 1))
  // Keys act on what is selected: nothing that the list does not show.
  if (found.total === 0 && openId === null) select(null)
  const row = awaited === null ? undefined : found.rows[awaited - found.from]
  if (!row) return
  awaited = null
  choose(row.id)
}

/** The list stays, and with it the keyboard's place; its rows follow. */
function goWithoutRows(): void {
  if (useNavigation.getState().next === null) return
  arrive()
  const query = wantedQuery(useNavigation.getState())
  useQueueWindow.setState({
    found: { query, total: 0, from: 0, rows: [], located: null, isAwaited: true },
  })
  if (useNavigation.getState().openId === null) select(null)
}

/** Selects a row; a ticket that is open follows, so that j and k read through the queue. */
function choose(ticketId: string): void {
  const { place: where, openId } = useNavigation.getState()
  if (openId === null || where !== 'queue') select(ticketId)
  else openTicket(ticketId)
}
