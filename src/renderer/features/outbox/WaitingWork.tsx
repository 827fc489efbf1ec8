import { IconClockUp, IconHandStop, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OutboxItem } from '../../data/protocol'
import { useLiveData } from '../../state/live-data'
import { openTicket } from '../../state/navigation'
import classes from './Outbox.module.css'
import { workName, workText } from './work-text'

export type WaitingState = Extract<OutboxItem['state'], 'waiting' | 'behind' | 'sending'>

/** A change that is still to be sent. */
export function WaitingWork({ item, state }: { readonly item: OutboxItem; readonly state: WaitingState }) {
  const { t } = useTranslation()
  const reference = useLiveData((live) => live.reference)
  const Icon = icons[state]
  return (
    <button
      type="button"
      className={classes.line}
      data-walk=""
      onClick={() => openTicket(item.mutation.ticketId)}
    >
      <Icon size={16} aria-hidden="true" />
      <span className={classes.kind}>{workName(item.mutation, t)}</span>
      <span className={classes.number}>
        {item.ticketNumber === null ? t('queue.noNumber') : `#${item.ticketNumber}`}
      </span>
      <span className={classes.text}>
        {workText(item.mutation, reference, t).split('\n')[0] || item.ticketSubject}
      </span>
      <span className={classes.state}>{t(`needsYou.${state}`)}</span>
    </button>
  )
}

const icons = { waiting: IconClockUp, behind: IconHandStop, sending: IconSend } as const
