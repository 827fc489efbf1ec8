import { useTranslation } from 'react-i18next'
import type { TicketStatus } from '../../shared/tickets/ticket'
import classes from './StatusChip.module.css'

/** A ticket's status as a word in a quiet frame. */
export function StatusChip({ status }: { readonly status: TicketStatus }) {
  const { t } = useTranslation()
  return (
    <span className={classes.chip} data-status={status}>
      {t(`statuses.${status}`)}
    </span>
  )
}
