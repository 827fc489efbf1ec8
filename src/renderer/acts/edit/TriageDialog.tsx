import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CoverVerdict, Priority, TicketType } from '../../../shared/sla/facts'
import type { MutationArgs } from '../../../shared/tickets/mutations'
import { useOffice } from '../../clock/office'
import { useLiveData } from '../../state/live-data'
import { clauseOf } from '../../texts/clause-of'
import { Choices } from '../../ui/Choices'
import { DialogFrame } from '../../ui/DialogFrame'
import { isEmailAddress } from '../../texts/addresses'
import { clausesOf, coverAdvice } from './cover-advice'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'
import classes from './TriageDialog.module.css'

const types = ['application', 'functional', 'rfc', 'migration'] as const satisfies readonly TicketType[]
const priorities = ['high', 'medium', 'low'] as const satisfies readonly Priority[]
const verdicts = [
  'covered',
  'actual-hours',
  'after-approval',
  'own-agreement',
] as const satisfies readonly CoverVerdict[]
type Changes = MutationArgs<'ticket.edit'>['changes']

/** Triage: what kind of work, how urgent by the agreement's own words, and whether the agreement covers it. */
export function TriageDialog({ ticket, send, onClose }: ActDialogProps<'ticket.edit'>) {
  const { t } = useTranslation()
  const say = useWords(words)
  const agreement = useOffice((office) => office.agreement)
  const customers = useLiveData((live) => live.reference?.customers) ?? []
  const [customerId, setCustomerId] = useState(ticket.customerId)
  const [email, setEmail] = useState('')
  const [type, setType] = useState(ticket.type)
  const [priority, setPriority] = useState(ticket.priority)
  const [cover, setCover] = useState(ticket.cover)
  const customer = customers.find(({ id }) => id === customerId)
  const advice = type === null ? null : coverAdvice(type, customer)
  const clauses = cover === null ? [] : clausesOf[cover.verdict]
  const clause = clauseOf(cover, agreement)

  const chooseType = (next: TicketType): void => {
    setType(next)
    setCover(coverAdvice(next, customer))
  }
  const save = async (): Promise<string | null> => {
    const changes: Changes = []
    if (email.trim() !== '' && !isEmailAddress(email.trim())) return t('dialog.badEmail')
    if (email.trim() !== '')
      changes.push({
        field: 'reporter',
        from: ticket.reporter,
        to: { ...ticket.reporter, email: email.trim() },
      })
    if (customerId !== ticket.customerId)
      changes.push({ field: 'customerId', from: ticket.customerId, to: customerId })
    if (type !== ticket.type) changes.push({ field: 'type', from: ticket.type, to: type })
    if (priority !== ticket.priority) changes.push({ field: 'priority', from: ticket.priority, to: priority })
    if (cover?.verdict !== ticket.cover?.verdict || cover?.clause !== ticket.cover?.clause)
      changes.push({ field: 'cover', from: ticket.cover, to: cover })
    return changes.length === 0 ? null : send({ changes }, { form: null })
  }
  return (
    <DialogFrame
      title={say('triage.title')}
      submit={say('triage.submit')}
      size={640}
      onSubmit={save}
      onClose={onClose}
    >
      <Select
        label={say('triage.customer')}
        data={customers.map(({ id, name }) => ({ value: id, label: name }))}
        value={customerId}
        searchable
        onChange={setCustomerId}
      />
      {ticket.reporter.email === '' ? (
        <TextInput
          type="email"
          label={say('triage.email', { name: ticket.reporter.name })}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      ) : null}
      <div className={classes.columns}>
        <Choices
          label={t('details.type')}
          autoFocus
          value={type}
          choices={types.map((value) => ({
            value,
            label: t(`types.${value}`),
            hint: say(`triage.typeHints.${value}`),
          }))}
          onChange={chooseType}
        />
        <Choices
          label={t('details.priority')}
          value={priority}
          choices={priorities.map((value) => ({
            value,
            label: t(`priorities.${value}`),
            hint: say(`triage.priorityHints.${value}`),
          }))}
          onChange={setPriority}
        />
      </div>
      <Choices
        label={say('triage.coverLabel')}
        value={cover?.verdict ?? null}
        columns={2}
        choices={verdicts.map((value) => ({
          value,
          label: t(`details.covers.${value}`),
          hint: `${say(`triage.coverHints.${value}`)}${advice?.verdict === value ? ` (${say('triage.suggested')})` : ''}`,
        }))}
        onChange={(verdict) => setCover({ verdict, clause: clausesOf[verdict][0] })}
      />
      {clauses.length > 1 ? (
        <Choices
          label={say('triage.clause')}
          value={clauses.find((key) => key === clause?.key) ?? null}
          choices={clauses.map((value) => ({ value, label: agreement.clauses[value].heading }))}
          onChange={(value) => setCover(cover ? { ...cover, clause: value } : null)}
        />
      ) : null}
      {clause ? (
        <blockquote lang="nl" className={classes.quote}>
          {clause.quote}
        </blockquote>
      ) : null}
    </DialogFrame>
  )
}
