import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverNow } from '../../../clock/now'
import { Choices } from '../../../ui/Choices'
import { DialogFrame } from '../../../ui/DialogFrame'
import { WhenField } from '../../../ui/WhenField'
import type { TicketDialogProps } from './TicketDialogs'
import { submit } from './submit'

/** Logs that the reporter was tried to be reached. */
export function ContactDialog({ ticket, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const [channel, setChannel] = useState<'email' | 'telephone'>('telephone')
  const [note, setNote] = useState('')
  const [at, setAt] = useState<number | null>(null)
  return (
    <DialogFrame
      title={t('contact.title')}
      submit={t('contact.submit')}
      onClose={onClose}
      onSubmit={() =>
        submit(
          ticket,
          'contact.log',
          { attempt: { channel, note }, occurredAt: at ?? serverNow() },
          t('contact.done'),
          t,
        )
      }
    >
      <Choices
        label={t('wait.attempt')}
        value={channel}
        columns={2}
        choices={[
          { value: 'telephone', label: t('wait.telephone') },
          { value: 'email', label: t('wait.email') },
        ]}
        onChange={setChannel}
      />
      <Textarea
        data-autofocus
        label={t('wait.attemptNote')}
        autosize
        minRows={2}
        maxRows={6}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <WhenField value={at} onChange={setAt} />
    </DialogFrame>
  )
}
