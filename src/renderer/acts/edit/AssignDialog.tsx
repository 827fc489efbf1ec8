import { TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLiveData } from '../../state/live-data'
import { useMe } from '../../state/session'
import { isComposing } from '../../ui/composing'
import { DialogFrame } from '../../ui/DialogFrame'
import { Person } from '../../ui/Person'
import type { ActDialogProps } from '../define'
import { useWords } from '../words'
import { words } from '.'
import classes from './AssignDialog.module.css'

/** Chooses an agent: type a few letters, arrows, Enter. */
export function AssignDialog({ ticket, send, onClose }: ActDialogProps<'ticket.edit'>) {
  const { t } = useTranslation()
  const say = useWords(words)
  const me = useMe()
  const agents = useLiveData((live) => live.reference?.agents) ?? []
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState(0)
  /** Whom a click was on: it counts also where the pointer moved there a moment ago, and that is not drawn yet. */
  const clicked = useRef<number | null>(null)
  const fitting = agents.filter(
    (agent) => agent.active && agent.name.toLowerCase().includes(search.toLowerCase()),
  )
  const first = fitting.toSorted((a, b) => Number(b.id === me?.id) - Number(a.id === me?.id))
  const options = [
    ...first.map(({ id, name }) => ({ id, name })),
    ...(search ? [] : [{ id: null, name: say('assign.nobody') }]),
  ]
  const current = Math.min(chosen, options.length - 1)
  const assign = async (to: string | null): Promise<string | null> => {
    if (to === ticket.assigneeId) return null
    return send({ changes: [{ field: 'assigneeId', from: ticket.assigneeId, to }] }, { form: null })
  }
  return (
    <DialogFrame
      title={say('assign.title')}
      submit={say('assign.submit')}
      size={400}
      onClose={onClose}
      onSubmit={async () => {
        const option = options[clicked.current ?? current]
        clicked.current = null
        return option ? assign(option.id) : t('dialog.required')
      }}
    >
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="assign-list"
        aria-activedescendant={`assign-${current}`}
        aria-label={say('assign.search')}
        placeholder={say('assign.search')}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={(event) => {
          if (isComposing(event)) return
          if (event.key === 'ArrowDown') setChosen(Math.min(current + 1, options.length - 1))
          else if (event.key === 'ArrowUp') setChosen(Math.max(current - 1, 0))
          else return
          event.preventDefault()
        }}
      />
      <div id="assign-list" role="listbox" aria-label={say('assign.title')} className={classes.list}>
        {options.map((option, index) => {
          const agent = agents.find(({ id }) => id === option.id)
          return (
            <div
              key={option.id ?? 'nobody'}
              id={`assign-${index}`}
              role="option"
              aria-selected={index === current}
              className={classes.option}
              onMouseMove={() => setChosen(index)}
              // The form sends it, and says what is wrong.
              onClick={(event) => {
                clicked.current = index
                event.currentTarget.closest('form')?.requestSubmit()
              }}
            >
              {agent ? <Person name={agent.name} /> : <span className={classes.nobody} />}
              <span>{option.name}</span>
              <span className={classes.role}>
                {agent ? (agent.id === me?.id ? say('assign.me') : t(`roles.${agent.role}`)) : ''}
              </span>
            </div>
          )
        })}
      </div>
    </DialogFrame>
  )
}
