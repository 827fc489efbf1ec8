import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useForm, useKeptForm } from '../../state/use-form'
import type { KeptForm } from '../../state/use-form'
import { useLeaving } from '../../state/use-leaving'
import { isComposing } from '../../ui/composing'
import { readLeads } from './leads'

interface Leads {
  readonly label: string
  readonly minutes: readonly number[]
  /** Resolves to whether it is kept. */
  readonly onChange: (minutes: number[]) => Promise<boolean>
}

/** Lead times of one clock, as figures with commas. Saved when the field is left; what is no lead time stays to be mended. */
export function LeadField({
  clock,
  ...leads
}: Leads & { readonly clock: 'response' | 'action' | 'resolution' | 'aim' }) {
  const kept = useKeptForm({ ticketId: 'settings', dialog: `lead-${clock}` })
  return kept && <LeadInput kept={kept} {...leads} />
}

function LeadInput({ kept, label, minutes, onChange }: Leads & { readonly kept: KeptForm }) {
  const { t } = useTranslation()
  /** null while nothing was typed: then the field shows what is chosen, also in another window, and leaving it writes nothing. */
  const form = useForm<{ typed: string | null }>(kept, { typed: null })
  const { typed } = form.values
  const [isLeft, setIsLeft] = useState(form.isRestored)
  const leave = (): void => {
    setIsLeft(true)
    const read = typed === null ? null : readLeads(typed)
    if (read === null) return
    if (read.join() === minutes.join()) form.discard()
    // What could not be kept stays in the field, to be tried again.
    else void onChange([...read]).then((isKept) => isKept && form.discard())
  }
  useLeaving(leave)
  return (
    <TextInput
      label={label}
      value={typed ?? minutes.join(', ')}
      error={isLeft && typed !== null && readLeads(typed) === null ? t('settings.badLeads') : null}
      onChange={(event) => {
        setIsLeft(false)
        form.write({ typed: event.currentTarget.value })
      }}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !isComposing(event)) leave()
      }}
    />
  )
}
