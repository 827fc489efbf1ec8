import { useTranslation } from 'react-i18next'
import type { TicketEvent } from '../../../../shared/tickets/events'
import { takeBack } from '../../../state/take-back'
import type { Wanted } from '../../../state/take-back'
import classes from './Timeline.module.css'

/** Events in which nothing was typed: there is nothing to edit. */
const untyped: ReadonlySet<TicketEvent['type']> = new Set([
  'fields.changed',
  'work.started',
  'wait.ended',
  'attention.cleared',
])

/** What its author may do with work that was surely never sent. */
export function UnsentActions({ event: { type, mutationId } }: { readonly event: TicketEvent }) {
  const { t } = useTranslation()
  if (mutationId === null) return null
  const act =
    (wish: Wanted['wish']) =>
    ({ currentTarget }: React.MouseEvent<HTMLElement>): void => {
      // The card goes: the keys stay in the timeline.
      const timeline = currentTarget.closest<HTMLElement>('[role="region"]')
      void takeBack({ mutationId, isNewTicket: type === 'ticket.created', wish }, t).then(() => {
        if (document.activeElement === document.body) timeline?.focus({ preventScroll: true })
      })
    }
  return (
    <span className={classes.unsent}>
      {untyped.has(type) ? null : (
        <button type="button" className={classes.quiet} onClick={act('edit')}>
          {t('takeBack.edit')}
        </button>
      )}
      <button type="button" className={classes.quiet} onClick={act('take-back')}>
        {t('takeBack.open')}
      </button>
    </span>
  )
}
