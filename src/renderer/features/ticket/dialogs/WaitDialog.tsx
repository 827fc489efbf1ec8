import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverNow } from '../../../clock/now'
import { Choices } from '../../../ui/Choices'
import { DialogFrame } from '../../../ui/DialogFrame'
import { WhenField } from '../../../ui/WhenField'
import type { TicketDialogProps } from './TicketDialogs'
import { submit } from './submit'

/** Lets clocks stand still: for the key user, with the contact attempt that the agreement asks for, or for somebody else. */
export function WaitDialog({ ticket, onClose }: TicketDialogProps) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<'key-user' | 'external'>('key-user')
  const [channel, setChannel] = useState<'email' | 'telephone'>(
    ticket.priority === 'high' ? 'telephone' : 'email',
  )
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const [at, setAt] = useState<number | null>(null)
  const save = async (): Promise<string | null> => {
    if (reason.trim() === '') return t('dialog.required')
    const contactAttempt = kind === 'key-user' ? { channel, note } : null
    const args = { kind, reason, contactAttempt, occurredAt: at ?? serverNow() }
    return submit(ticket, 'wait.start', args, t('wait.done'), t)
  }
  return (
    <DialogFrame
      title={t('wait.title')}
      submit={t(kind === 'key-user' ? 'wait.submitKeyUser' : 'wait.submitExternal')}
      onSubmit={save}
      onClose={onClose}
    >
      <Choices
        label={t('wait.kind')}
        value={kind}
        columns={2}
        choices={[
          { value: 'key-user', label: t('wait.keyUser') },
          { value: 'external', label: t('wait.external') },
        ]}
        onChange={setKind}
      />
      <Textarea
        data-autofocus
        label={t('wait.reason')}
        autosize
        minRows={2}
        maxRows={6}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {kind === 'key-user' ? (
        <>
          <Choices
            label={t('wait.attempt')}
            value={channel}
            columns={2}
            choices={[
              { value: 'email', label: t('wait.email') },
              { value: 'telephone', label: t('wait.telephone') },
            ]}
            onChange={setChannel}
          />
          <Textarea
            label={t('wait.attemptNote')}
            description={t('wait.attemptHint')}
            autosize
            minRows={1}
            maxRows={4}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      ) : null}
      <WhenField value={at} onChange={setAt} />
    </DialogFrame>
  )
}
