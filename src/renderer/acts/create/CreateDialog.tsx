import { Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { unknownCustomer } from '../../../shared/tickets/acts/create'
import { useLiveData } from '../../state/live-data'
import { openTicket } from '../../state/navigation'
import { useLanguage, useMe } from '../../state/session'
import { oneOf, useForm } from '../../state/use-form'
import { Choices } from '../../ui/Choices'
import { DialogFrame } from '../../ui/DialogFrame'
import { WhenField } from '../../ui/WhenField'
import { isEmailAddress } from '../../texts/addresses'
import { newTicketId } from './new-ticket-id'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'
import { useWhen } from '../../state/use-when'
import classes from './CreateDialog.module.css'
import { capital } from '../../texts/capital'

const other = 'other'
const channels = ['telephone', 'portal'] as const

/** A ticket for what came in by telephone or otherwise; also offline. */
export function CreateDialog({ form: kept, send, onClose }: ActDialogProps<'ticket.create'>) {
  const { t } = useTranslation()
  const say = useWords(words)
  const me = useMe()
  const language = useLanguage()
  const customers = useLiveData((live) => live.reference?.customers) ?? []
  const form = useForm(kept, firstValues)
  const { customerId, keyUserId, name, email, subject, text } = form.values
  const channel = oneOf(channels, form.values.channel)
  const when = useWhen('receipt', null)
  const customer = customers.find(({ id }) => id === customerId)
  const isUnknown = customerId === unknownCustomer
  const keyUser = customer?.keyUsers.find(({ id }) => id === keyUserId)

  const save = async (): Promise<string | null> => {
    const reporter = keyUser
      ? { name: keyUser.name, email: keyUser.email, keyUserId: keyUser.id }
      : { name: name.trim() || email.trim(), email: email.trim(), keyUserId: null }
    if (customer === undefined && !isUnknown) return say('chooseCustomer')
    if (reporter.name === '') return `${say('name')}: ${t('dialog.required')}`
    const mayLackEmail = isUnknown && reporter.email === ''
    if (!mayLackEmail && !isEmailAddress(reporter.email)) return t('dialog.badEmail')
    const time = when.read(form.values.when)
    if (!time.ok) return time.problem
    // One id for all attempts: a second one of what was saved after all makes no second ticket.
    const ticketId = form.values.ticketId ?? newTicketId(Date.now())
    form.write({ ticketId })
    const problem = await send(
      {
        channel,
        fields: {
          subject: subject.trim(),
          customerId: customer?.id ?? null,
          reporter,
          language: customer?.language ?? language,
          teamId: me?.teamId ?? null,
          assigneeId: me?.id ?? null,
          type: null,
          priority: null,
          cover: null,
        },
        text,
        occurredAt: time.occurredAt,
      },
      { form, ticketId },
    )
    if (problem === null) openTicket(ticketId)
    return problem
  }

  return (
    <DialogFrame
      title={say('title')}
      submit={say('submit')}
      size={600}
      draft={form}
      onSubmit={save}
      onClose={onClose}
    >
      <div className={classes.columns}>
        <Select
          data-autofocus
          label={say('customer')}
          placeholder={say('chooseCustomer')}
          data={[
            { value: unknownCustomer, label: say('unknownCustomer') },
            ...customers.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={customerId}
          searchable
          openOnFocus={false}
          onChange={(id) => {
            const chosen = customers.find((customer) => customer.id === id)
            form.write({ customerId: id, keyUserId: chosen?.keyUsers[0]?.id ?? other })
          }}
        />
        {isUnknown ? (
          <p className={classes.beside}>{say('unknownHint')}</p>
        ) : (
          <Select
            label={say('keyUser')}
            data={[
              ...(customer?.keyUsers ?? []).map(({ id, name }) => ({ value: id, label: name })),
              { value: other, label: say('otherPerson') },
            ]}
            value={keyUser ? keyUser.id : other}
            onChange={(id) => form.write({ keyUserId: id ?? other })}
          />
        )}
      </div>
      {keyUser ? null : (
        <div className={classes.columns}>
          <TextInput
            label={say('name')}
            value={name}
            onChange={(event) => form.write({ name: event.currentTarget.value })}
          />
          <TextInput
            type="email"
            label={say('email')}
            placeholder={isUnknown ? say('mayLack') : undefined}
            value={email}
            onChange={(event) => form.write({ email: event.currentTarget.value })}
          />
        </div>
      )}
      <TextInput
        label={say('subject')}
        value={subject}
        onChange={(event) => form.write({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={say('text')}
        autosize
        minRows={5}
        maxRows={12}
        value={text}
        onChange={(event) => form.write({ text: event.currentTarget.value })}
      />
      <div className={classes.columns}>
        <Choices
          label={say('channel')}
          value={channel}
          columns={2}
          choices={[
            { value: 'telephone', label: t('dialog.telephone') },
            { value: 'portal', label: capital(t('timeline.channels.portal')) },
          ]}
          onChange={(chosen) => form.write({ channel: chosen })}
        />
        <WhenField
          value={form.values.when}
          problem={when.problem}
          onChange={(typed) => form.write({ when: typed })}
        />
      </div>
    </DialogFrame>
  )
}

const firstValues: Readonly<Record<'ticketId' | 'customerId', string | null>> &
  Readonly<Record<'channel' | 'keyUserId' | 'name' | 'email' | 'subject' | 'text' | 'when', string>> = {
  /** Given at the first attempt to save. */
  ticketId: null,
  channel: 'telephone',
  customerId: null,
  keyUserId: other,
  name: '',
  email: '',
  subject: '',
  text: '',
  when: '',
}
