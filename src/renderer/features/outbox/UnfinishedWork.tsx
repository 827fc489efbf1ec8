import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { UnfinishedWriting } from '../../data/protocol'
import { moment } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import { openDialog } from '../../state/dialogs'
import { useLiveData } from '../../state/live-data'
import { openTicket } from '../../state/navigation'
import { useLanguage } from '../../state/session'
import classes from './Outbox.module.css'
import { isTicketDialog, kindName } from '../../acts/work-text'

/** Replies, notes and dialogs that were begun and not sent: each opens where it was left. */
export function UnfinishedWork({ unfinished }: { readonly unfinished: readonly UnfinishedWriting[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const offset = useLiveData((live) => live.sync.clockOffsetMs)
  if (unfinished.length === 0) return null
  return (
    <section className={classes.waiting}>
      <h2 className={classes.heading}>{t('needsYou.begunTitle')}</h2>
      <p className={classes.intro}>{t('needsYou.begunIntro')}</p>
      <ol>
        {unfinished.map((writing) => (
          <li key={`${writing.ticketId ?? 'new'} ${writing.kind} ${writing.updatedAt}`}>
            <button type="button" className={classes.line} data-walk="" onClick={() => goOn(writing)}>
              <IconPencil size={16} aria-hidden="true" />
              <span className={classes.kind}>{kindName(writing.kind, t)}</span>
              <span className={classes.number}>
                {writing.ticketNumber === null ? t('queue.noNumber') : `#${writing.ticketNumber}`}
              </span>
              <span className={classes.text}>
                <bdi>{writing.text.trim().split('\n')[0] || writing.ticketSubject}</bdi>
              </span>
              <span className={classes.state}>
                {moment({ zone, language }, writing.updatedAt + offset, serverNow())}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Opens it as it was left. A draft opens its composer by itself. */
function goOn({ ticketId, kind }: UnfinishedWriting): void {
  if (ticketId !== null) openTicket(ticketId)
  if (kind === 'create') openDialog({ kind })
  else if (ticketId !== null && isTicketDialog(kind)) openDialog({ kind, ticketId })
}
