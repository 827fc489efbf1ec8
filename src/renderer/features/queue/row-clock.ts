import type { TFunction } from 'i18next'
import type { OfficeCalendar } from '../../../shared/sla/calendar'
import type { Language } from '../../../shared/tickets/ticket'
import { clockState } from '../../clock/clock-state'
import type { Tone } from '../../clock/clock-state'
import { lengthOf, officeFigure, spokenLength } from '../../clock/figures'
import { moment, spokenMoment } from '../../clock/moments'
import type { QueueRow } from '../../data/protocol'
import type { Glyph } from '../../ui/ToneGlyph'

/** What the time cells of a row show at one moment, and how a screen reader says it. */
export interface RowClockText {
  readonly tone: Tone
  readonly glyph: Glyph
  readonly figure: string
  /** The wall-clock moment; how long it waits; the day a ticket was solved. */
  readonly moment: string
  /** Which clock, and its state in a word. */
  readonly words: string
  /** The state in the width of a moment, for a narrow list. */
  readonly short: string
  /** The same for a screen reader. Put together when asked: most rows go by before anybody hears them. */
  readonly spoken: () => string
}

export interface RowClockContext {
  readonly t: TFunction
  readonly calendar: OfficeCalendar
  readonly language: Language
}

interface Kept {
  readonly context: RowClockContext
  readonly wallMinute: number
  readonly ownMinute: number
  readonly text: RowClockText
}

const kept = new WeakMap<QueueRow, Kept>()

/** Changes when a minute begins, and again right after it. */
const minuteOf = (ms: number): number => Math.floor(ms / 60_000) + Math.ceil(ms / 60_000)

/**
 * The texts of a row's clock at `now`. Asked on every tick, and worked out once a minute: nothing in them changes but at a
 * whole minute on the wall, or at a whole minute from the moment that the clock counts to or from. While they count seconds
 * they are worked out each time.
 */
export function rowClockText(row: QueueRow, context: RowClockContext, now: number): RowClockText {
  const wallMinute = minuteOf(now)
  const ownMinute = minuteOf(now - (row.clock?.due ?? row.waiting?.since ?? 0))
  const known = kept.get(row)
  if (known?.wallMinute === wallMinute && known.ownMinute === ownMinute && isSame(known.context, context))
    return known.text
  const text = textAt(row, context, now)
  if (!countsSeconds(row, context.calendar, now)) kept.set(row, { context, wallMinute, ownMinute, text })
  return text
}

/** Figures under ten minutes, and the first minute of a wait, have seconds in them. */
function countsSeconds({ clock, waiting }: QueueRow, calendar: OfficeCalendar, now: number): boolean {
  if (clock === null) return false
  if (clock.due === null) return now - (waiting?.since ?? now) < 60_000
  return clockState(clock, calendar, now).officeMs < 10 * 60_000
}

const isSame = (a: RowClockContext, b: RowClockContext): boolean =>
  a.t === b.t && a.calendar === b.calendar && a.language === b.language

function textAt(row: QueueRow, context: RowClockContext, now: number): RowClockText {
  const text = withClock(row, context, now)
  const ended = row.status === 'solved' || row.status === 'closed'
  return { ...text, glyph: text.tone === 'none' && ended ? 'done' : text.tone }
}

function withClock(row: QueueRow, context: RowClockContext, now: number): Omit<RowClockText, 'glyph'> {
  const { t, calendar, language } = context
  const wall = { zone: calendar.zone, language }
  if (row.clock === null) return withoutClock(row, context, now)
  const { clock } = row
  const state = clockState(clock, calendar, now)
  const name = t(`clocks.${clock.name}`)
  const figure = officeFigure(state.officeMs)
  const length = (): string => spokenLength(state.officeMs, language)
  if (clock.due === null) {
    const who = t(row.waiting?.kind === 'external' ? 'rowClock.waitsExternal' : 'rowClock.waitsKeyUser')
    const since = lengthOf(now - (row.waiting?.since ?? now), language)
    return {
      tone: 'waiting',
      figure,
      moment: since,
      words: who,
      short: since,
      spoken: () => t('spoken.waiting', { who, length: since, left: length(), clock: name }),
    }
  }
  const dueAt = clock.due
  const due = moment(wall, dueAt, now)
  const values = () => ({ clock: name, length: length(), moment: spokenMoment(wall, dueAt, now) })
  if (state.overdue) {
    const isAim = clock.name === 'aim'
    return {
      tone: state.tone,
      figure: `+${figure}`,
      moment: due,
      words: isAim ? t('tones.pastAim') : `${name} · ${t('tones.missed')}`,
      short: isAim ? t('tones.pastAim') : t('rowClock.missedShort'),
      spoken: () => t(isAim ? 'spoken.pastAim' : 'spoken.missed', values()),
    }
  }
  const still = state.standsStillUntil
  const spoken = (): string => t('spoken.left', { ...values(), tone: t(`tones.${state.tone}`) })
  if (still !== null)
    return {
      tone: state.tone,
      figure,
      moment: due,
      words: `${name} · ${t('rowClock.from', { moment: moment(wall, still, now) })}`,
      short: due,
      spoken: () => `${spoken()}, ${t('spoken.standsStill', { moment: spokenMoment(wall, still, now) })}`,
    }
  return {
    tone: state.tone,
    figure,
    moment: due,
    words: state.tone === 'on-time' ? name : `${name} · ${t(`tones.${state.tone}`)}`,
    short: due,
    spoken,
  }
}

function withoutClock(
  row: QueueRow,
  { t, calendar, language }: RowClockContext,
  now: number,
): Omit<RowClockText, 'glyph'> {
  if (row.status !== 'solved' && row.status !== 'closed') {
    const words = t('rowClock.done')
    return { tone: 'none', figure: '', moment: '', words, short: '', spoken: () => words }
  }
  const when = moment({ zone: calendar.zone, language }, row.endedAt ?? row.updatedAt, now)
  const words = t(row.status === 'solved' ? 'rowClock.solved' : 'rowClock.closed')
  return { tone: 'none', figure: '', moment: when, words, short: when, spoken: () => `${words} ${when}` }
}
