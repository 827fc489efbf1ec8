import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../shared/tickets/ticket'
import { act, report } from '../../state/act'
import classes from './SubjectField.module.css'

/** The subject: text that becomes a field when it is clicked. Enter saves, Esc leaves it as it was. */
export function SubjectField({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.select(), [editing])
  const save = async (text: string): Promise<void> => {
    setEditing(false)
    const subject = text.trim()
    if (subject === '' || subject === ticket.subject) return
    const changes = [{ field: 'subject' as const, from: ticket.subject, to: subject }]
    report(await act(ticket, 'ticket.edit', { changes }), t)
  }
  if (!editing)
    return (
      <h2 className={classes.subject}>
        <button
          type="button"
          className={classes.button}
          title={t('ticket.editSubject')}
          onClick={() => setEditing(true)}
        >
          {ticket.subject}
        </button>
      </h2>
    )
  return (
    <input
      ref={input}
      className={classes.input}
      defaultValue={ticket.subject}
      aria-label={t('ticket.subject')}
      maxLength={1000}
      autoFocus
      onBlur={(event) => void save(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.preventDefault()
        event.currentTarget.value = ticket.subject
        event.currentTarget.blur()
      }}
    />
  )
}
