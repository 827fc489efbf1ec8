import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '../../ui/composing'
import { readLeads } from './leads'

/** Lead times of one clock, as figures with commas. Saved when the field is left. */
export function LeadField({
  label,
  minutes,
  onChange,
}: {
  readonly label: string
  readonly minutes: readonly number[]
  readonly onChange: (minutes: number[]) => void
}) {
  const { t } = useTranslation()
  const [text, setText] = useState(minutes.join(', '))
  const [bad, setBad] = useState(false)
  const leave = (): void => {
    const read = readLeads(text)
    setBad(read === null)
    if (read === null) return
    setText(read.join(', '))
    if (read.join() !== minutes.join()) onChange([...read])
  }
  return (
    <TextInput
      label={label}
      value={text}
      error={bad ? t('settings.badLeads') : null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !isComposing(event)) leave()
      }}
    />
  )
}
