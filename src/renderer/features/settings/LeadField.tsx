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
  /** null while nothing was typed: then the field shows what is chosen, also in another window, and leaving it writes nothing. */
  const [typed, setTyped] = useState<string | null>(null)
  const [bad, setBad] = useState(false)
  const leave = (): void => {
    if (typed === null) return
    const read = readLeads(typed)
    setBad(read === null)
    if (read === null) return
    setTyped(null)
    if (read.join() !== minutes.join()) onChange([...read])
  }
  return (
    <TextInput
      label={label}
      value={typed ?? minutes.join(', ')}
      error={bad ? t('settings.badLeads') : null}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !isComposing(event)) leave()
      }}
    />
  )
}
