import { useTranslation } from 'react-i18next'
import { calendarDaysLater } from '../../../../shared/sla/auto-close'
import { silentSinceAttempt } from '../../../../shared/tickets/silence'
import type { Ticket } from '../../../../shared/tickets/ticket'
import { dateOf, fullMoment, moment } from '../../../clock/moments'
import { serverNow } from '../../../clock/now'
import { useOffice } from '../../../clock/office'
import { useLiveData } from '../../../state/live-data'
import { clauseOf } from '../../../texts/clause-of'
import { useLanguage } from '../../../state/session'
import { EmailAddress } from '../../../ui/EmailAddress'
import { Fact, FactGroup } from './Facts'
import classes from './Details.module.css'

/** Who it is for and under what agreement: beside the timeline in a wide pane, on request in a narrow one. */
export function DetailsPanel({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { agreement, calendar } = useOffice()
  const reference = useLiveData((live) => live.reference)
  const customer = reference?.customers.find(({ id }) => id === ticket.customerId)
  const assignee = reference?.agents.find(({ id }) => id === ticket.assigneeId)
  const team = reference?.office.teams.find(({ id }) => id === ticket.teamId)
  const wall = { zone: calendar.zone, language }
  const now = serverNow()
  const contact = ticket.lastContactAttemptAt
  const silentSince = silentSinceAttempt(ticket)
  const clause = clauseOf(ticket.cover, agreement)
  return (
    <aside className={classes.panel} aria-label={t('ticket.details')}>
      <FactGroup title={t('details.customer')}>
        <p className={classes.strong}>{customer?.name ?? t('ticket.noCustomer')}</p>
        {customer ? (
          <p className={`${classes.soft} selectable`}>
            <EmailAddress address={customer.email} />
          </p>
        ) : null}
        {customer?.active === false ? <p className={classes.warning}>{t('details.inactive')}</p> : null}
      </FactGroup>
      {customer ? (
        <FactGroup title={t('details.agreement')}>
          <p>{t('details.version', { version: customer.agreement.version })}</p>
          <p>{t(customer.agreement.functional ? 'details.functionalYes' : 'details.functionalNo')}</p>
          {customer.agreement.migration ? <p>{t('details.migrationYes')}</p> : null}
          <p>{t('details.hours', { hours: customer.agreement.hoursPerMonth })}</p>
          <p className={classes.soft}>
            {t('details.since', { date: dateOf(wall, Date.parse(customer.agreement.startedOn), now) })}
          </p>
        </FactGroup>
      ) : null}
      <FactGroup title={t('details.reporter')}>
        <p className={classes.strong}>{ticket.reporter.name}</p>
        <p className={`${classes.soft} selectable`}>
          {ticket.reporter.email === '' ? (
            t('details.noEmail')
          ) : (
            <EmailAddress address={ticket.reporter.email} />
          )}
        </p>
        <p className={classes.soft}>
          {t(ticket.reporter.keyUserId ? 'details.isKeyUser' : 'details.notKeyUser')}
        </p>
      </FactGroup>
      {customer ? (
        <FactGroup title={t('details.keyUsers')}>
          {customer.keyUsers.length === 0 ? <p className={classes.soft}>{t('details.noKeyUsers')}</p> : null}
          {customer.keyUsers.map((keyUser) => (
            <div key={keyUser.id} className={classes.person}>
              <p>{keyUser.name}</p>
              <p className={`${classes.soft} selectable`}>
                {keyUser.telephone || <EmailAddress address={keyUser.email} />}
              </p>
            </div>
          ))}
        </FactGroup>
      ) : null}
      <FactGroup title={t('details.triage')}>
        <dl className={classes.facts}>
          <Fact name={t('details.type')}>{ticket.type ? t(`types.${ticket.type}`) : '–'}</Fact>
          <Fact name={t('details.priority')}>{t(`priorities.${ticket.priority ?? 'none'}`)}</Fact>
          <Fact name={t('details.cover')}>
            {ticket.cover ? t(`details.covers.${ticket.cover.verdict}`) : '–'}
          </Fact>
          <Fact name={t('details.team')}>{team?.name ?? '–'}</Fact>
          <Fact name={t('details.agent')}>{assignee?.name ?? t('ticket.unassigned')}</Fact>
          {ticket.tags ? (
            <Fact name={t('details.tags')}>
              <bdi>{ticket.tags.join(', ')}</bdi>
            </Fact>
          ) : null}
          <Fact name={t('details.received')}>
            <span title={fullMoment(wall, ticket.facts.receivedAt)}>
              {moment(wall, ticket.facts.receivedAt, now)}
            </span>
          </Fact>
          {contact === null ? null : (
            <Fact name={t('details.lastContact')}>
              <span title={fullMoment(wall, contact)}>{moment(wall, contact, now)}</span>
            </Fact>
          )}
          <Fact name={t('details.language')}>{t(`languages.${ticket.language}`)}</Fact>
        </dl>
        {clause ? (
          <blockquote className={classes.quote} lang="nl">
            {clause.quote}
          </blockquote>
        ) : null}
        {silentSince === null ? null : (
          <p className={classes.soft}>
            {t('details.closesItself', {
              moment: moment(
                wall,
                calendarDaysLater(calendar.zone, silentSince, agreement.contactTermDays),
                now,
              ),
            })}
          </p>
        )}
      </FactGroup>
    </aside>
  )
}
