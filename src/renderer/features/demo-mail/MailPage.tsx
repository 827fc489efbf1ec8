import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SentMail } from '../../../shared/sync/wire'
import { moment } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import { openDialog } from '../../state/dialogs'
import { openTicket } from '../../state/navigation'
import { fetchSentMail, isUndelivered, mailKey } from '../../state/sent-mail'
import { useLanguage } from '../../state/session'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import classes from './Mail.module.css'

/** E-mail that left the server, or that would have from the demo workspace. Needs the server. */
export function MailPage() {
  const { t } = useTranslation()
  const {
    data: mails,
    isError,
    refetch,
  } = useQuery({
    queryKey: [mailKey],
    queryFn: ({ signal }) => fetchSentMail(signal),
    refetchInterval: 5000,
  })
  return (
    <Page title={t('mail.title')} intro={t('mail.intro')}>
      {isError ? (
        <EmptyState title={t('mail.failed')}>
          <Button variant="default" onClick={() => void refetch()}>
            {t('mail.retry')}
          </Button>
        </EmptyState>
      ) : null}
      {mails?.length === 0 ? <EmptyState title={t('mail.nothing')} /> : null}
      {(mails ?? []).map((mail) => (
        <Mail key={mail.id} mail={mail} />
      ))}
    </Page>
  )
}

function Mail({ mail }: { readonly mail: SentMail }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const [open, setOpen] = useState(false)
  const { ticketId } = mail
  return (
    <article className={classes.mail}>
      <button type="button" className={classes.line} aria-expanded={open} onClick={() => setOpen(!open)}>
        <time className={classes.soft}>
          {moment({ zone, language }, mail.sentAt ?? mail.createdAt, serverNow())}
        </time>
        <span className={classes.state} data-state={mail.state}>
          {t(`mail.states.${mail.state}`)}
        </span>
        <span className={classes.subject}>
          <bdi>{mail.subject}</bdi>
        </span>
        <span className={classes.soft}>{mail.to.join(', ')}</span>
      </button>
      {open ? (
        <div className={classes.body}>
          {mail.error ? <p className={classes.error}>{mail.error}</p> : null}
          <p className={classes.soft}>
            {t('mail.to', { names: mail.to.join(', ') })} · {t('mail.attempts', { count: mail.attempts })}
          </p>
          <div className={`${classes.text} selectable`}>{mail.text}</div>
          <div className={classes.ways}>
            {mail.state !== 'waiting' && isUndelivered(mail) ? (
              <Button variant="default" onClick={() => openDialog({ kind: 'send-again', mail })}>
                {t('sendAgain.open')}
              </Button>
            ) : null}
            {ticketId === null ? null : (
              <Button variant="default" onClick={() => openTicket(ticketId)}>
                {t('needsYou.openTicket')}
              </Button>
            )}
          </div>
        </div>
      ) : null}
    </article>
  )
}
