import type { TFunction } from 'i18next'
import { cutText } from '../../../shared/cut-text'
import type { QueueRow } from '../../data/protocol'
import { initialsOf } from '../../ui/Person'
import type { Glyph } from '../../ui/ToneGlyph'
import type { Glyphs, RowMark } from './RowGlyphs'
import type { RowClockText } from './row-clock'
import { rowLabel } from './row-label'
import classes from './QueueRow.module.css'

/** What one row shows. */
export interface RowContent {
  readonly row: QueueRow
  readonly clock: RowClockText
  readonly index: number
  /** Where it stands in the list, px. */
  readonly top: number
  readonly total: number
  readonly selected: boolean
  readonly open: boolean
}

/** The element id of a ticket's row. */
export const rowId = (ticketId: string): string => `row-${ticketId}`

/** A row: made once, and written over when another ticket needs it. */
export interface RowElement {
  /** Has the id of the ticket's row; see `rowId`. */
  readonly element: HTMLElement
  /** Writes what is not written there yet, but for a screen reader's sentence: that follows with `describe`. */
  show(content: RowContent): void
  describe(): void
  /** Off the screen as it is: when its ticket comes back, nothing that stayed the same is laid out again. */
  rest(): void
}

/**
 * Rows are drawn by hand: a change of view writes some thirty of them between a key press and the next frame, and that
 * took React longer than the frame lasts. Only texts that differ are touched.
 */
export function createRowElement(glyphs: Glyphs, t: TFunction): RowElement {
  const element = document.createElement('div')
  element.setAttribute('role', 'option')
  element.className = classes.place ?? ''
  const part = (name: string | undefined, within: Element): HTMLElement => {
    const span = document.createElement('span')
    if (name) span.className = name
    within.append(span)
    return span
  }
  // A screen reader reads the row as this one sentence, instead of its cells.
  const sentence = part('visually-hidden', element)
  const cells = part(classes.row, element)
  cells.setAttribute('aria-hidden', 'true')
  const glyph = part(classes.glyph, cells)
  const left = part(undefined, part(classes.left, cells))
  const moment = part(classes.moment, cells)
  const short = part(classes.short, cells)
  const words = part(classes.words, cells)
  const number = part(classes.number, cells)
  const subject = part(classes.subject, cells)
  const marks = part(classes.marks, subject)
  const title = part(classes.title, subject)
  const preview = part(classes.preview, subject)
  const customer = part(classes.customer, cells)
  const priority = part(classes.priority, cells)
  priority.append(glyphs.priority())
  const priorityWord = part(classes.priorityWord, priority)
  const assignee = part(classes.assignee, cells)
  const initials = part(classes.initials, assignee)
  const assigneeName = part(classes.assigneeName, assignee)

  const toneGlyphs = new Map<Glyph, Node>()
  let shown: RowContent | null = null
  let marksShown = ''
  let isDescribed = false
  let isResting = false

  function glyphOf(tone: Glyph): Node {
    const known = toneGlyphs.get(tone) ?? glyphs.tone(tone)
    toneGlyphs.set(tone, known)
    return known
  }

  function rest(): void {
    if (isResting) return
    isResting = true
    element.style.top = offScreen
    setFlag(element, 'resting', true)
    element.setAttribute('aria-hidden', 'true')
  }

  function wake(top: number): void {
    isResting = false
    element.style.top = `${top}px`
    setFlag(element, 'resting', false)
    element.removeAttribute('aria-hidden')
  }

  function showClock(clock: RowClockText): void {
    if (shown?.clock.glyph !== clock.glyph) glyph.replaceChildren(glyphOf(clock.glyph))
    if (shown?.clock.tone !== clock.tone) cells.dataset.tone = clock.tone
    write(left, clock.figure)
    write(moment, clock.moment)
    write(short, clock.short)
    write(words, clock.words)
  }

  function showMarks(row: QueueRow, clock: RowClockText): void {
    const wanted = marksOf(row, clock, t)
    const key = wanted.map(({ mark, hint }) => `${mark} ${hint}`).join()
    if (key === marksShown) return
    marksShown = key
    marks.replaceChildren(
      ...wanted.map(({ mark, hint, figure }) => {
        const span = document.createElement('span')
        span.title = hint
        span.append(glyphs.mark(mark), figure)
        return span
      }),
    )
  }

  function showTicket(row: QueueRow): void {
    element.id = rowId(row.id)
    write(number, String(row.number ?? t('queue.noNumber')))
    write(title, row.subject)
    write(preview, cutText(row.preview, longestPreview))
    setFlag(subject, 'new', row.status === 'new')
    write(customer, row.customerName)
    if (shown?.row.priority !== row.priority) priority.dataset.priority = row.priority ?? 'none'
    write(priorityWord, row.priority ? t(`priorities.${row.priority}`) : '–')
    write(initials, row.assigneeName === null ? '' : initialsOf(row.assigneeName))
    initials.title = row.assigneeName ?? ''
    setFlag(initials, 'nobody', row.assigneeName === null)
    write(assigneeName, row.assigneeName ?? t('queue.unassigned'))
  }

  return {
    element,
    show(content) {
      const { row, clock, index, top, total, selected, open } = content
      if (isResting || shown?.top !== top) wake(top)
      if (shown?.row !== row) showTicket(row)
      if (shown?.row !== row || shown.clock !== clock) {
        showClock(clock)
        showMarks(row, clock)
        if (shown?.row.id !== row.id) write(sentence, '')
        isDescribed = false
      }
      if (shown?.index !== index) element.setAttribute('aria-posinset', String(index + 1))
      if (shown?.total !== total) element.setAttribute('aria-setsize', String(total))
      if (shown?.selected !== selected) element.setAttribute('aria-selected', String(selected))
      if (shown?.open !== open) setFlag(cells, 'open', open)
      shown = content
    },
    describe() {
      if (shown === null || isDescribed) return
      write(sentence, rowLabel(shown.row, shown.clock.spoken(), t))
      isDescribed = true
    },
    rest,
  }
}

/** As much as the widest list can show; what is cut off anyway would only be measured for nothing. */
const longestPreview = 120

/** Above what can be scrolled to. */
const offScreen = '-9999px'

interface Mark {
  readonly mark: RowMark
  readonly hint: string
  readonly figure: string
}

function marksOf(row: QueueRow, { tone }: RowClockText, t: TFunction): readonly Mark[] {
  const marks: Mark[] = []
  const add = (mark: RowMark, hint: string, figure = ''): void => void marks.push({ mark, hint, figure })
  if (row.needsYou) add('needs-you', t('queue.needsYouHint'))
  if (row.undelivered.length > 0) add('undelivered', t('queue.undeliveredHint'))
  if (row.pending > 0) add('pending', t('queue.pendingHint'))
  if (row.begun) add('begun', t('queue.begunHint'))
  if (row.waiting && tone !== 'waiting')
    add('waiting', t(row.waiting.kind === 'external' ? 'rowClock.waitsExternal' : 'rowClock.waitsKeyUser'))
  if (row.escalationLevel > 0)
    add('escalated', t('queue.escalationHint', { level: row.escalationLevel }), String(row.escalationLevel))
  if (row.attention) add('attention', t('queue.attentionHint'))
  return marks
}

function write(element: HTMLElement, text: string): void {
  const node = element.firstChild
  if (node === null) element.append(text)
  else if (node.nodeValue !== text) node.nodeValue = text
}

function setFlag(element: HTMLElement, name: string, on: boolean): void {
  if (on) element.dataset[name] = ''
  else delete element.dataset[name]
}
