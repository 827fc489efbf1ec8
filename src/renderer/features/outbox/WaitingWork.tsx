import { IconClockUp, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OutboxItem } from '../../data/protocol'
import { openTicket } from '../../state/navigation'
import classes from './Outbox.module.css'
import { workName, workText } from './work-text'

/** A change that goes out by itself. */
export function WaitingWork({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation()
  const Icon = item.state === 'sending' ? IconSend : IconClockUp
  return (
    <button type="button" className={classes.line} onClick={() => openTicket(item.mutation.ticketId)}>
      <Icon size={16} aria-hidden="true" />
      <span className={classes.kind}>{workName(item.mutation, t)}</span>
      <span className={classes.number}>
        {item.ticketNumber === null ? t('queue.noNumber') : `#${item.ticketNumber}`}
      </span>
      <span className={classes.text}>{workText(item.mutation).split('\n')[0] || item.ticketSubject}</span>
      <span className={classes.state}>
        {t(item.state === 'sending' ? 'needsYou.sending' : 'needsYou.waiting')}
      </span>
    </button>
  )
}
