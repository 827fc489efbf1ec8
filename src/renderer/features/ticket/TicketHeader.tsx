import { IconAlertTriangle, IconArrowUp, IconInfoCircle, IconPencil, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../shared/tickets/ticket'
import { act, report } from '../../state/act'
import { openDialog } from '../../state/dialogs'
import { useLiveData } from '../../state/live-data'
import { closeTicket } from '../../state/navigation'
import { IconButton } from '../../ui/IconButton'
import { Person } from '../../ui/Person'
import { PriorityMark } from '../../ui/PriorityMark'
import { StatusChip } from '../../ui/StatusChip'
import { ActionBar } from './ActionBar'
import { SubjectField } from './SubjectField'
import classes from './TicketHeader.module.css'
import type { Others } from './use-presence'

/** Number, subject, customer and status; what may be done; who else is here. */
export function TicketHeader({
  ticket,
  others,
  detailsOpen,
  onDetails,
}: {
  readonly ticket: Ticket
  readonly others: Others
  readonly detailsOpen: boolean
  readonly onDetails: () => void
}) {
  const { t } = useTranslation()
  const reference = useLiveData((live) => live.reference)
  const customer = reference?.customers.find(({ id }) => id === ticket.customerId)
  const assignee = reference?.agents.find(({ id }) => id === ticket.assigneeId)
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <span className={classes.number}>
          {ticket.number === null ? t('queue.noNumber') : `#${ticket.number}`}
        </span>
        <StatusChip status={ticket.status} />
        {ticket.escalation ? (
          <span className={classes.escalated} title={ticket.escalation.reason}>
            <IconArrowUp size={14} aria-hidden="true" />
            {t('ticket.escalated', { level: ticket.escalation.level })}
          </span>
        ) : null}
        <span className={classes.space} />
        <IconButton
          label={t('ticket.details')}
          aria-pressed={detailsOpen}
          onClick={onDetails}
          data-details-button=""
        >
          <IconInfoCircle size={16} aria-hidden="true" />
        </IconButton>
        <IconButton label={t('ticket.close')} onClick={closeTicket}>
          <IconX size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <SubjectField ticket={ticket} />
      <div className={classes.properties}>
        <span className={classes.customer}>
          <bdi>{customer?.name ?? t('ticket.noCustomer')}</bdi>
        </span>
        <button
          type="button"
          className={classes.property}
          onClick={() => openDialog({ kind: 'triage', ticketId: ticket.id })}
        >
          <PriorityMark priority={ticket.priority} />
          {ticket.priority ? t(`priorities.${ticket.priority}`) : t('ticket.notTriaged')}
          {ticket.type ? ` · ${t(`types.${ticket.type}`)}` : null}
          <IconPencil size={14} aria-hidden="true" className={classes.pencil} />
        </button>
        <button
          type="button"
          className={classes.property}
          onClick={() => openDialog({ kind: 'assign', ticketId: ticket.id })}
        >
          {assignee ? <Person name={assignee.name} /> : null}
          <bdi>{assignee?.name ?? t('ticket.unassigned')}</bdi>
          <IconPencil size={14} aria-hidden="true" className={classes.pencil} />
        </button>
      </div>
      <Attention ticket={ticket} />
      {others.length > 0 ? (
        <p className={classes.others} role="status">
          {others
            .map(({ name, doing }) =>
              t(doing === 'writing' ? 'ticket.othersWriting' : 'ticket.othersViewing', { names: name }),
            )
            .join(' · ')}
        </p>
      ) : null}
      <ActionBar ticket={ticket} />
    </header>
  )
}

function Attention({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation()
  if (ticket.attention === null) return null
  const done = async (): Promise<void> => {
    report(await act(ticket, 'attention.clear', {}), t)
  }
  return (
    <p className={classes.attention}>
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span>{t(`ticket.attention.${ticket.attention}`)}</span>
      <button type="button" className={classes.done} onClick={() => void done()}>
        {t('ticket.attentionDone')}
      </button>
    </p>
  )
}
