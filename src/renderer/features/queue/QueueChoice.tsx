import { IconChevronDown } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { focusQueue } from './focus-queue'
import classes from './QueueChoice.module.css'

interface Props {
  readonly label: string
  readonly icon?: React.ReactNode
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** Set apart: it narrows what is shown. */
  readonly active?: boolean
  readonly onChange: (value: string) => void
}

/**
 * One of a few, in the toolbar: the platform's own select, because a choice must be painted with its rows in the frame after
 * the key. It keeps its own value until the rows of that choice are here. Enter, Esc and a choice by mouse lead to the list.
 */
export function QueueChoice({ label, icon, value, options, active, onChange }: Props) {
  const select = useRef<HTMLSelectElement>(null)
  const byMouse = useRef(false)
  useEffect(() => {
    if (select.current) select.current.value = value
  }, [value, options])
  return (
    <span className={classes.choice} data-active={active || undefined} title={label}>
      {icon}
      <select
        ref={select}
        className={classes.select}
        aria-label={label}
        defaultValue={value}
        onPointerDown={() => {
          byMouse.current = true
        }}
        onKeyDown={(event) => {
          byMouse.current = false
          if (event.key !== 'Enter' && event.key !== 'Escape') return
          event.preventDefault()
          focusQueue()
        }}
        onChange={(event) => {
          onChange(event.currentTarget.value)
          if (byMouse.current) focusQueue()
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <IconChevronDown className={classes.chevron} size={14} aria-hidden="true" />
    </span>
  )
}
