import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../shared/tickets/ticket'
import { orFailed, report, seenOf } from '../../state/act'
import { data } from '../../state/data-client'
import { useForm, useKeptForm } from '../../state/use-form'
import type { KeptForm } from '../../state/use-form'
import { useLeaving } from '../../state/use-leaving'
import { isComposing } from '../../ui/composing'
import { subjectChange } from './subject-change'
import classes from './SubjectField.module.css'

/** The subject: text that becomes a field when it is clicked. Enter saves, Esc leaves it as it was. */
export function SubjectField({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation()
  /** The ticket as it was when the field was opened. */
  const [seen, setSeen] = useState<Ticket | null>(null)
  const heading = (
    <h2 className={classes.subject}>
      <button
        type="button"
        className={classes.button}
        title={t('ticket.editSubject')}
        onClick={() => setSeen(ticket)}
      >
        <bdi>{ticket.subject}</bdi>
      </button>
    </h2>
  )
  if (seen === null) return heading
  return (
    <KeptSubject seen={seen} onClose={() => setSeen(null)}>
      {heading}
    </KeptSubject>
  )
}

interface Editing {
  readonly seen: Ticket
  readonly onClose: () => void
}

/** `children` stands in its place until it is read what was typed earlier and not saved. */
function KeptSubject({ children, ...editing }: Editing & { readonly children: React.ReactNode }) {
  const kept = useKeptForm({ ticketId: editing.seen.id, dialog: 'subject' })
  return kept ? <SubjectInput kept={kept} {...editing} /> : children
}

function SubjectInput({ seen, kept, onClose }: Editing & { readonly kept: KeptForm }) {
  const { t } = useTranslation()
  /** `over`: what it was typed over. What was begun earlier may be older than what a colleague made of the subject since. */
  const form = useForm(kept, { text: seen.subject, over: seen.subject })
  const input = useRef<HTMLInputElement>(null)
  /** Set as soon as it is decided what becomes of the text: a field that goes away may be left once more. */
  const done = useRef(false)
  /** What only stood there from an earlier time is not sent by looking at it. */
  const isTyped = useRef(false)
  useEffect(() => input.current?.select(), [])
  const leave = (): void => {
    if (done.current) return
    done.current = true
    onClose()
    const changes = subjectChange({ subject: form.values.over }, form.values.text)
    if (form.values.text.trim() === seen.subject.trim() || changes.length === 0) form.discard()
    else if (isTyped.current) void save(changes)
  }
  const save = async (changes: ReturnType<typeof subjectChange>): Promise<void> => {
    await form.flush()
    const change = { type: 'ticket.edit', ticketId: seen.id, args: { changes } } as const
    const context = { seen: seenOf(seen), replaces: null, form: form.place }
    report(await orFailed(data().mutate({ ...change, ...context })), t)
  }
  useLeaving(leave)
  return (
    <input
      ref={input}
      className={classes.input}
      value={form.values.text}
      dir="auto"
      aria-label={t('ticket.subject')}
      title={form.isRestored ? t('dialog.restored') : undefined}
      maxLength={1000}
      autoFocus
      onChange={(event) => {
        isTyped.current = true
        form.write({ text: event.currentTarget.value })
      }}
      onBlur={leave}
      onKeyDown={(event) => {
        if (isComposing(event)) return
        if (event.key === 'Enter') {
          isTyped.current = true
          leave()
        }
        if (event.key !== 'Escape') return
        event.stopPropagation()
        event.preventDefault()
        done.current = true
        form.discard()
        onClose()
      }}
    />
  )
}
