import { IconPencil } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { FormDialog, TicketDialog, UnfinishedWriting } from '../../data/protocol'
import { moment } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import { data } from '../../state/data-client'
import { openDialog } from '../../state/dialogs'
import { useLiveData } from '../../state/live-data'
import { openTicket } from '../../state/navigation'
import { readerOf } from '../../state/reader'
import { useLanguage } from '../../state/session'
import { capital } from '../../texts/capital'
import classes from './Outbox.module.css'

/** Replies, notes and dialogs that were begun and not sent: each opens where it was left. */
export function UnfinishedWork() {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const offset = useLiveData((live) => live.sync.clockOffsetMs)
  const unfinished = useUnfinished()
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

function useUnfinished(): readonly UnfinishedWriting[] {
  const revision = useLiveData((live) => live.queueRevision)
  const [unfinished, setUnfinished] = useState<readonly UnfinishedWriting[]>([])
  useEffect(() => {
    const reader = readerOf({ read: () => data().unfinished({}), show: setUnfinished })
    reader.read()
    return reader.stop
  }, [revision])
  return unfinished
}

/** Opens it as it was left. A draft opens its composer by itself. */
function goOn({ ticketId, kind }: UnfinishedWriting): void {
  if (ticketId !== null) openTicket(ticketId)
  if (kind === 'create') openDialog({ kind })
  else if (ticketId !== null && isTicketDialog(kind)) openDialog({ kind, ticketId })
}

const titles = {
  assign: 'assign.title',
  triage: 'triage.title',
  wait: 'wait.title',
  contact: 'contact.title',
  escalate: 'escalate.title',
  'end-escalation': 'escalate.endTitle',
  recording: 'recording.title',
  solve: 'solve.title',
  reopen: 'reopen.title',
  close: 'close.title',
  feedback: 'feedback.title',
  overrun: 'overrun.title',
} as const satisfies Record<TicketDialog, string>

const isTicketDialog = (kind: UnfinishedWriting['kind']): kind is TicketDialog => Object.hasOwn(titles, kind)

/** The names of older and newer versions' dialogs too: what was typed in them is kept. */
function kindName(kind: 'reply' | 'note' | FormDialog, t: TFunction): string {
  if (kind === 'reply') return t('needsYou.types.reply.send')
  if (kind === 'note') return t('needsYou.types.note.add')
  if (kind === 'create') return t('create.title')
  if (kind === 'subject') return capital(t('timeline.fields.subject'))
  return isTicketDialog(kind) ? t(titles[kind]) : t('needsYou.types.unknown')
}
