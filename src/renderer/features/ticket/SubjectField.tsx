import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../shared/tickets/ticket'
import { act, report } from '../../state/act'
import { isComposing } from '../../ui/composing'
import { subjectChange } from './subject-change'
import classes from './SubjectField.module.css'

/** The subject: text that becomes a field when it is clicked. Enter saves, Esc leaves it as it was. */
export function SubjectField({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState<{ readonly seen: Ticket; readonly text: string } | null>(null)
  const input = useRef<HTMLInputElement>(null)
  /** Set as soon as it is decided what becomes of the text: a field that goes away may be left once more. */
  const done = useRef(false)
  const isOpen = editing !== null
  useEffect(() => {
    if (isOpen) input.current?.select()
  }, [isOpen])
  const save = async (): Promise<void> => {
    if (editing === null || done.current) return
    done.current = true
    setEditing(null)
    const changes = subjectChange(editing.seen, editing.text)
    if (changes.length > 0) report(await act(editing.seen, 'ticket.edit', { changes }), t)
  }
  if (editing === null)
    return (
      <h2 className={classes.subject}>
        <button
          type="button"
          className={classes.button}
          title={t('ticket.editSubject')}
          onClick={() => {
            done.current = false
            setEditing({ seen: ticket, text: ticket.subject })
          }}
        >
          <bdi>{ticket.subject}</bdi>
        </button>
      </h2>
    )
  return (
    <input
      ref={input}
      className={classes.input}
      value={editing.text}
      dir="auto"
      aria-label={t('ticket.subject')}
      maxLength={1000}
      autoFocus
      onChange={(event) => setEditing({ ...editing, text: event.currentTarget.value })}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (isComposing(event)) return
        if (event.key === 'Enter') void save()
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.preventDefault()
        done.current = true
        setEditing(null)
      }}
    />
  )
}
