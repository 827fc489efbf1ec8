import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../../state/commands'
import { useTicket } from '../../state/use-ticket'
import { EmptyState } from '../../ui/EmptyState'
import { ClocksPanel } from './clocks/ClocksPanel'
import { Composer } from './composer/Composer'
import { DetailsPanel } from './details/DetailsPanel'
import { TicketHeader } from './TicketHeader'
import classes from './TicketPane.module.css'
import { Timeline } from './timeline/Timeline'
import { usePresence } from './use-presence'

/** The opened ticket: header, clocks, timeline, composer, and the details beside or above. */
export function TicketPane({ ticketId }: { readonly ticketId: string }) {
  const { t } = useTranslation()
  const loaded = useTicket(ticketId)
  const [detailsOpen, setDetailsOpen] = useState(false)
  const [whyOpen, setWhyOpen] = useState(false)
  const others = usePresence(ticketId)
  useCommands({ 'ticket.why': () => setWhyOpen(!whyOpen) })
  if (loaded.state === 'loading') return <section className={classes.pane} aria-label={t('ticket.label')} />
  if (loaded.state === 'missing')
    return (
      <section className={classes.pane} aria-label={t('ticket.label')}>
        <EmptyState title={t('ticket.missing')} hint={t('ticket.missingHint')} />
      </section>
    )
  if (loaded.state === 'failed')
    return (
      <section className={classes.pane} aria-label={t('ticket.label')}>
        <EmptyState title={t('ticket.unreadable')} hint={t('parts.failedHint')}>
          <Button variant="default" onClick={loaded.again}>
            {t('app.again')}
          </Button>
        </EmptyState>
      </section>
    )
  const { ticket, events } = loaded.view
  return (
    <section
      className={classes.pane}
      aria-label={`${t('ticket.label')} ${ticket.number ?? ''}: ${ticket.subject}`}
      tabIndex={-1}
      data-ticket-pane=""
      data-details={detailsOpen || undefined}
    >
      <TicketHeader
        ticket={ticket}
        others={others}
        detailsOpen={detailsOpen}
        onDetails={() => setDetailsOpen(!detailsOpen)}
      />
      <div className={classes.body}>
        <div className={classes.main}>
          <ClocksPanel ticket={ticket} events={events} whyOpen={whyOpen} onWhy={() => setWhyOpen(!whyOpen)} />
          <Timeline ticket={ticket} events={events} />
          <Composer ticket={ticket} events={events} />
        </div>
        <DetailsPanel ticket={ticket} />
      </div>
    </section>
  )
}
