import type { TFunction } from 'i18next'
import type { QueueRow } from '../../data/protocol'

/** A row as one sentence for a screen reader: which ticket, what its clock says, whose it is. */
export function rowLabel(row: QueueRow, clockSpoken: string, t: TFunction): string {
  return [
    t('spoken.ticket', {
      number: row.number ?? t('spoken.unnumbered'),
      subject: row.subject,
      customer: row.customerName,
    }),
    clockSpoken,
    row.priority ? t('spoken.priority', { priority: t(`priorities.${row.priority}`) }) : t('priorities.none'),
    row.assigneeName ? t('spoken.assignedTo', { name: row.assigneeName }) : t('spoken.unassigned'),
    row.escalationLevel > 0 ? t('spoken.escalated', { level: row.escalationLevel }) : '',
    row.attention ? t('spoken.attention') : '',
    row.needsYou ? t('spoken.needsYou') : '',
    row.undelivered.length > 0 ? t('spoken.undelivered') : '',
    row.pending > 0 ? t('spoken.pending', { count: row.pending }) : '',
    row.begun ? t('queue.begunHint') : '',
  ]
    .filter(Boolean)
    .map((part) => part.replace(/\.$/, ''))
    .join('. ')
}
