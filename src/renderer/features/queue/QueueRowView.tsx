import { IconArrowUp, IconBell, IconClockUp, IconHandStop, IconPlayerPause } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tone } from '../../clock/clock-state'
import { serverNow, useTicking } from '../../clock/now'
import { useOffice } from '../../clock/office'
import type { QueueRow } from '../../data/protocol'
import { openTicket } from '../../state/navigation'
import { useLanguage } from '../../state/session'
import { Person } from '../../ui/Person'
import { PriorityMark } from '../../ui/PriorityMark'
import { ToneGlyph } from '../../ui/ToneGlyph'
import classes from './QueueRow.module.css'
import { rowClockText } from './row-clock'
import { rowLabel } from './row-label'

interface Props {
  readonly row: QueueRow
  readonly index: number
  readonly total: number
  readonly selected: boolean
  readonly open: boolean
}

/** One ticket in the queue. Renders again when its data or what its clock shows changes, and at no other time. */
export const QueueRowView = memo(function QueueRowView({ row, index, total, selected, open }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const calendar = useOffice((office) => office.calendar)
  const context = { t, calendar, language }
  useTicking((now) => {
    const { tone, figure, moment, words } = rowClockText(row, context, now)
    return `${tone} ${figure} ${moment} ${words}`
  })
  const clock = rowClockText(row, context, serverNow())
  return (
    <div
      id={`row-${row.id}`}
      role="option"
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={total}
      onMouseDown={(event) => {
        if (event.button === 0) openTicket(row.id)
      }}
    >
      <span className="visually-hidden">{rowLabel(row, clock.spoken, t)}</span>
      <div
        aria-hidden="true"
        className={classes.row}
        data-tone={clock.tone}
        data-selected={selected || undefined}
        data-open={open || undefined}
      >
        <span className={classes.glyph}>
          <ToneGlyph tone={clock.glyph} />
        </span>
        <span className={classes.left}>
          <span>{clock.figure}</span>
        </span>
        <span className={classes.moment}>{clock.moment}</span>
        <span className={classes.short}>{clock.short}</span>
        <span className={classes.words}>{clock.words}</span>
        <span className={classes.number}>{row.number ?? t('queue.noNumber')}</span>
        <span className={classes.subject} data-new={row.status === 'new' || undefined}>
          <Marks row={row} tone={clock.tone} />
          <span className={classes.title}>{row.subject}</span>
          <span className={classes.preview}>{row.preview}</span>
        </span>
        <span className={classes.customer}>{row.customerName}</span>
        <span className={classes.priority} data-priority={row.priority ?? 'none'}>
          <PriorityMark priority={row.priority} />
          <span className={classes.priorityWord}>{row.priority ? t(`priorities.${row.priority}`) : '–'}</span>
        </span>
        <span className={classes.assignee}>
          {row.assigneeName ? <Person name={row.assigneeName} /> : <span className={classes.nobody} />}
          <span className={classes.assigneeName}>{row.assigneeName ?? t('queue.unassigned')}</span>
        </span>
      </div>
    </div>
  )
}, sameRow)

const waitingHint = (kind: 'key-user' | 'external', t: TFunction): string =>
  t(kind === 'external' ? 'rowClock.waitsExternal' : 'rowClock.waitsKeyUser')

function Marks({ row, tone }: { readonly row: QueueRow; readonly tone: Tone }) {
  const { t } = useTranslation()
  return (
    <>
      {row.needsYou ? (
        <span className={classes.mark} title={t('queue.needsYouHint')}>
          <IconHandStop size={16} aria-hidden="true" />
        </span>
      ) : null}
      {row.pending > 0 ? (
        <span className={classes.mark} title={t('queue.pendingHint')}>
          <IconClockUp size={16} aria-hidden="true" />
        </span>
      ) : null}
      {row.waiting && tone !== 'waiting' ? (
        <span className={classes.mark} title={waitingHint(row.waiting.kind, t)}>
          <IconPlayerPause size={16} aria-hidden="true" />
        </span>
      ) : null}
      {row.escalationLevel > 0 ? (
        <span className={classes.mark} title={t('queue.escalationHint', { level: row.escalationLevel })}>
          <IconArrowUp size={16} aria-hidden="true" />
          {row.escalationLevel}
        </span>
      ) : null}
      {row.attention ? (
        <span className={classes.mark} title={t('queue.attentionHint')}>
          <IconBell size={16} aria-hidden="true" />
        </span>
      ) : null}
    </>
  )
}

/** Rows cross from the worker as copies: equal content is the same row. */
function sameRow(a: Props, b: Props): boolean {
  return (
    a.index === b.index &&
    a.total === b.total &&
    a.selected === b.selected &&
    a.open === b.open &&
    (a.row === b.row || JSON.stringify(a.row) === JSON.stringify(b.row))
  )
}
