import { Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverNow } from '../../../clock/now'
import { data } from '../../../state/data-client'
import { tell } from '../../../state/act'
import { useLiveData } from '../../../state/live-data'
import { openTicket } from '../../../state/navigation'
import { useLanguage, useMe } from '../../../state/session'
import { Choices } from '../../../ui/Choices'
import { DialogFrame } from '../../../ui/DialogFrame'
import { WhenField } from '../../../ui/WhenField'
import { refusalText } from '../../../texts/refusal-text'
import { newTicketId } from './new-ticket-id'
import classes from './TriageDialog.module.css'

const other = 'other'

/** A ticket for what came in by telephone or otherwise; also offline. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const language = useLanguage()
  const customers = useLiveData((live) => live.reference?.customers) ?? []
  const [channel, setChannel] = useState<'telephone' | 'portal' | 'console'>('telephone')
  const [customerId, setCustomerId] = useState<string | null>(null)
  const [keyUserId, setKeyUserId] = useState<string>(other)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [subject, setSubject] = useState('')
  const [text, setText] = useState('')
  const [at, setAt] = useState<number | null>(null)
  const customer = customers.find(({ id }) => id === customerId)
  const keyUser = customer?.keyUsers.find(({ id }) => id === keyUserId)

  const save = async (): Promise<string | null> => {
    const reporter = keyUser
      ? { name: keyUser.name, email: keyUser.email, keyUserId: keyUser.id }
      : { name: name.trim() || email.trim(), email: email.trim(), keyUserId: null }
    if (customer === undefined) return t('create.chooseCustomer')
    if (subject.trim() === '') return `${t('create.subject')}: ${t('dialog.required')}`
    if (!/^[^\s@]+@[^\s@]+$/.test(reporter.email)) return t('create.badEmail')
    const ticketId = newTicketId(Date.now())
    const saved = await data().mutate({
      type: 'ticket.create',
      ticketId,
      args: {
        channel,
        fields: {
          subject: subject.trim(),
          customerId,
          reporter,
          language: customer.language ?? language,
          teamId: me?.teamId ?? null,
          assigneeId: me?.id ?? null,
          type: null,
          priority: null,
          cover: null,
        },
        text,
        occurredAt: at ?? serverNow(),
      },
      seen: { version: 0, customerMessages: 0, publicReplies: 0 },
      replaces: null,
    })
    if (!saved.ok) return `${t('act.notSaved')}: ${refusalText(saved.error, t)}`
    tell(t('create.done'))
    openTicket(ticketId)
    return null
  }

  return (
    <DialogFrame
      title={t('create.title')}
      submit={t('create.submit')}
      size={600}
      onSubmit={save}
      onClose={onClose}
    >
      <div className={classes.columns}>
        <Select
          data-autofocus
          label={t('create.customer')}
          placeholder={t('create.chooseCustomer')}
          data={customers.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))}
          value={customerId}
          searchable
          openOnFocus={false}
          onChange={(id) => {
            setCustomerId(id)
            setKeyUserId(customers.find((customer) => customer.id === id)?.keyUsers[0]?.id ?? other)
          }}
        />
        <Select
          label={t('create.keyUser')}
          data={[
            ...(customer?.keyUsers ?? []).map(({ id, name }) => ({ value: id, label: name })),
            { value: other, label: t('create.otherPerson') },
          ]}
          value={keyUserId}
          onChange={(id) => setKeyUserId(id ?? other)}
        />
      </div>
      {keyUser ? null : (
        <div className={classes.columns}>
          <TextInput
            label={t('create.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            type="email"
            label={t('create.email')}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </div>
      )}
      <TextInput
        label={t('create.subject')}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        label={t('create.text')}
        autosize
        minRows={5}
        maxRows={12}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.columns}>
        <Choices
          label={t('create.channel')}
          value={channel}
          columns={2}
          choices={[
            { value: 'telephone', label: t('wait.telephone') },
            { value: 'portal', label: capital(t('timeline.channels.portal')) },
          ]}
          onChange={setChannel}
        />
        <WhenField value={at} onChange={setAt} />
      </div>
    </DialogFrame>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
