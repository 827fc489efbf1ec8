import { onTick, serverNow } from '../../clock/now'
import type { QueueRow } from '../../data/protocol'
import type { QueueWindow, Range } from '../../state/queue-window'
import { createRowElement, rowId } from './row-element'
import type { RowElement } from './row-element'
import type { Glyphs } from './RowGlyphs'
import { rowClockText } from './row-clock'
import type { RowClockContext } from './row-clock'

/** What the list shows. */
export interface ListContent {
  readonly found: QueueWindow
  /** Where the selected row stands; null when it is not in the list. */
  readonly selectedIndex: number | null
  readonly selectedId: string | null
  readonly openId: string | null
}

interface Parts {
  /** What scrolls, and in it what is as high as all rows together. */
  readonly scroller: HTMLElement
  readonly content: HTMLElement
  readonly rowHeight: number
  readonly glyphs: Glyphs
  readonly clock: RowClockContext
  /** Is told which places are on screen, also those below the last row: another view may fill them. */
  readonly onRange: (range: Range) => void
}

/** The rows on screen. All rows are equally high, so that where each stands is a multiplication. */
export interface RowList {
  show(content: ListContent): void
  scrollTo(index: number): void
  /** How many whole rows the screen holds. */
  pageRows(): number
  rowAt(target: EventTarget | null): QueueRow | null
  close(): void
}

/** Rows drawn above and below those on screen, after these: a step of the wheel finds them there. */
const beyond = 6
/** Rows that are kept, on screen or not: some six screens of them. */
const mostRows = 200

export function createRowList({ scroller, content, rowHeight, glyphs, clock, onRange }: Parts): RowList {
  let shown: ListContent | null = null
  let viewHeight = scroller.clientHeight
  let top = scroller.scrollTop
  let late: ReturnType<typeof setTimeout> | undefined
  const used = new Map<number, RowElement>()
  /** Rows of tickets that are not on screen now, by element id; the one that rests longest comes first. */
  const resting = new Map<string, RowElement>()

  const onScreen = (): Range => ({
    from: Math.floor(top / rowHeight),
    to: Math.ceil((top + viewHeight) / rowHeight),
  })
  const drawn = (beyond: number): Range => {
    const total = shown?.found.total ?? 0
    const { from, to } = onScreen()
    return { from: Math.min(Math.max(0, from - beyond), total), to: Math.min(to + beyond, total) }
  }

  /**
   * Draws these places, each with the row that its ticket had before, if it still has one: going back to a view lays out
   * nothing but what has changed. The selected row is drawn wherever it is.
   */
  function draw(range: Range): void {
    if (shown === null) return
    const { found, selectedIndex } = shown
    const wanted = placesIn(range, selectedIndex).flatMap((index) => {
      const ticket = found.rows[index - found.from]
      return ticket ? [{ index, ticket }] : []
    })
    for (const row of used.values()) resting.set(row.element.id, row)
    used.clear()
    for (const { index, ticket } of wanted) {
      const row = resting.get(rowId(ticket.id))
      if (!row) continue
      resting.delete(row.element.id)
      used.set(index, row)
    }
    const now = serverNow()
    for (const { index, ticket } of wanted) {
      const row = used.get(index) ?? freeRow()
      used.set(index, row)
      drawRow(row, index, ticket, shown, now)
    }
    for (const row of resting.values()) row.rest()
  }

  function freeRow(): RowElement {
    const [oldest] = resting
    if (oldest && used.size + resting.size >= mostRows) {
      resting.delete(oldest[0])
      return oldest[1]
    }
    const made = createRowElement(glyphs, clock.t)
    content.append(made.element)
    return made
  }

  function drawRow(
    row: RowElement,
    index: number,
    ticket: QueueRow,
    { found, selectedId, openId }: ListContent,
    now: number,
  ): void {
    row.show({
      row: ticket,
      clock: rowClockText(ticket, clock, now),
      index,
      top: index * rowHeight,
      total: found.total,
      selected: ticket.id === selectedId,
      open: ticket.id === openId,
    })
    // The active descendant is read out at once.
    if (ticket.id === selectedId) row.describe()
  }

  function drawAround(): void {
    clearTimeout(late)
    late = setTimeout(() => {
      draw(drawn(beyond))
      for (const row of used.values()) row.describe()
      tellOrder()
    }, 50)
  }

  /** A screen reader reads the rows as they stand on the screen, in whatever order they were made. */
  function tellOrder(): void {
    const inOrder = [...used].toSorted(([a], [b]) => a - b).map(([, { element }]) => element.id)
    scroller.setAttribute('aria-owns', inOrder.join(' '))
  }

  function drawVisible(): void {
    draw(drawn(0))
    drawAround()
  }

  function onScroll(): void {
    top = scroller.scrollTop
    onRange(onScreen())
    drawVisible()
  }

  const size = new ResizeObserver(() => {
    if (scroller.clientHeight === viewHeight) return
    viewHeight = scroller.clientHeight
    onScroll()
  })
  size.observe(scroller)
  scroller.addEventListener('scroll', onScroll, { passive: true })
  const stopTicking = onTick(() => {
    if (shown === null) return
    const { found } = shown
    const now = serverNow()
    for (const [index, row] of used) {
      const ticket = found.rows[index - found.from]
      if (ticket) drawRow(row, index, ticket, shown, now)
      row.describe()
    }
  })

  function goTo(offset: number): void {
    scroller.scrollTop = offset
    top = scroller.scrollTop
  }

  return {
    show(next) {
      const isNew = next.found.query !== shown?.found.query
      if (next.found.total !== shown?.found.total) content.style.height = `${next.found.total * rowHeight}px`
      const begins = isNew && shown !== null && top > 0
      shown = next
      if (begins) goTo(0)
      if (isNew) onRange(onScreen())
      drawVisible()
    },
    scrollTo(index) {
      const at = index * rowHeight
      if (at < top) goTo(at)
      else if (at + rowHeight > top + viewHeight) goTo(at + rowHeight - viewHeight)
      else return
      onRange(onScreen())
      drawVisible()
    },
    pageRows: () => Math.max(1, Math.floor(viewHeight / rowHeight) - 1),
    rowAt(target) {
      const element = target instanceof Element ? target.closest('[role=option]') : null
      for (const [index, row] of used)
        if (row.element === element) return shown?.found.rows[index - shown.found.from] ?? null
      return null
    },
    close() {
      clearTimeout(late)
      stopTicking()
      size.disconnect()
      scroller.removeEventListener('scroll', onScroll)
      content.replaceChildren()
      scroller.removeAttribute('aria-owns')
    },
  }
}

function placesIn({ from, to }: Range, selected: number | null): readonly number[] {
  const places = Array.from({ length: to - from }, (_, step) => from + step)
  if (selected === null || (selected >= from && selected < to)) return places
  return selected < from ? [selected, ...places] : [...places, selected]
}
