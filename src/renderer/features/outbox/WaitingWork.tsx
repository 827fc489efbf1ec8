import { IconArrowBackUp, IconClockUp, IconHandStop, IconPencil, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OutboxItem } from '../../data/protocol'
import { useLiveData } from '../../state/live-data'
import { writtenIn } from '../../data/written-again'
import { openTicket } from '../../state/navigation'
import { takeBack } from '../../state/take-back'
import type { Wanted } from '../../state/take-back'
import classes from './Outbox.module.css'
import { workName, workText } from '../../acts/work-text'
import { IconButton } from '../../ui/IconButton'

export type WaitingState = Extract<OutboxItem['state'], 'waiting' | 'behind' | 'sending'>

/** A change that is still to be sent. Until its sending has begun it can be edited and taken back. */
export function WaitingWork({ item, state }: { readonly item: OutboxItem; readonly state: WaitingState }) {
  const { t } = useTranslation()
  const reference = useLiveData((live) => live.reference)
  const { mutation, mayBeTakenBack } = item
  const Icon = icons[state]
  const text = workText(mutation, reference, t).split('\n')[0] || item.ticketSubject
  const isNewTicket = mutation.type === 'ticket.create'
  const back = (wish: Wanted['wish']) => () =>
    void takeBack({ mutationId: mutation.id, isNewTicket, wish }, t)
  // Beside several lines, a screen reader says which one a button is of.
  const about = `${workName(mutation, t)}, ${text}`
  return (
    <div className={classes.waitingLine}>
      <button
        type="button"
        className={classes.line}
        data-walk=""
        onClick={() => openTicket(mutation.ticketId)}
      >
        <Icon size={16} aria-hidden="true" />
        <span className={classes.kind}>{workName(mutation, t)}</span>
        <span className={classes.number}>
          {item.ticketNumber === null ? t('queue.noNumber') : `#${item.ticketNumber}`}
        </span>
        <span className={classes.text}>{text}</span>
        <span className={classes.state}>
          {t(`needsYou.${state === 'waiting' && !mayBeTakenBack ? 'tried' : state}`)}
        </span>
      </button>
      <span className={classes.lineActions}>
        {mayBeTakenBack && writtenIn(mutation) ? (
          <IconButton label={t('takeBack.editOf', { about })} onClick={back('edit')}>
            <IconPencil size={16} aria-hidden="true" />
          </IconButton>
        ) : null}
        {mayBeTakenBack ? (
          <IconButton label={t('takeBack.openOf', { about })} onClick={back('take-back')}>
            <IconArrowBackUp size={16} aria-hidden="true" />
          </IconButton>
        ) : null}
      </span>
    </div>
  )
}

const icons = { waiting: IconClockUp, behind: IconHandStop, sending: IconSend } as const
