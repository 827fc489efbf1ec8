import { useId } from 'react'
import classes from './Choices.module.css'

export interface Choice<T extends string> {
  readonly value: T
  readonly label: string
  readonly hint?: string
}

/** One of a few, each with a line about what it means. Native radio buttons: arrows choose, Tab leaves. */
export function Choices<T extends string>({
  label,
  value,
  choices,
  columns = 1,
  autoFocus = false,
  onChange,
}: {
  readonly label: string
  readonly value: T | null
  readonly choices: readonly Choice<T>[]
  readonly columns?: 1 | 2
  /** The dialog it stands in opens with the focus here. */
  readonly autoFocus?: boolean
  readonly onChange: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset className={classes.choices}>
      <legend className={classes.legend}>{label}</legend>
      <div className={classes.list} data-columns={columns}>
        {choices.map((choice, index) => (
          <label key={choice.value} className={classes.choice}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              data-autofocus={
                autoFocus && (value === null ? index === 0 : choice.value === value) ? '' : undefined
              }
              onChange={() => onChange(choice.value)}
            />
            <span className={classes.text}>
              {choice.label}
              {choice.hint ? <span className={classes.hint}>{choice.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
