import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { commandGroups, commands } from '../../shared/commands'
import { plainQuery } from '../data/protocol'
import type { QueueRow } from '../data/protocol'
import { runCommand } from '../state/commands'
import { data } from '../state/data-client'
import { useLiveData } from '../state/live-data'
import { changeQuery, goToView, openTicket } from '../state/navigation'
import { useLanguage } from '../state/session'
import { useAnswer } from '../state/use-answer'

export interface PaletteEntry {
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly hint: string
  readonly keys: string | null
  readonly run: () => void
}

const mostTickets = 8
const none: readonly QueueRow[] = []

/** What the palette offers for what was typed: commands first, then tickets of this device, then customers. */
export function usePaletteEntries(typed: string): readonly PaletteEntry[] {
  const { t } = useTranslation()
  const language = useLanguage()
  const customers = useLiveData((live) => live.reference?.customers)
  const tickets = useTickets(typed)
  return useMemo(() => {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word))
    const fromCommands = commands
      .filter((command) => command.inMenu && fits(command.label[language]))
      .map((command) => ({
        id: command.id,
        kind: commandGroups[command.group][language],
        label: command.label[language],
        hint: '',
        keys: command.keys[0] ?? null,
        run: () => void runCommand(command.id),
      }))
    const fromTickets = tickets.map((row) => ({
      id: row.id,
      kind: `#${row.number ?? ''}`,
      label: row.subject,
      hint: row.customerName,
      keys: null,
      run: () => openTicket(row.id),
    }))
    const fromCustomers = (words.length === 0 ? [] : (customers ?? []))
      .filter((customer) => fits(customer.name))
      .map((customer) => ({
        id: customer.id,
        kind: t('queue.anyCustomer'),
        label: customer.name,
        hint: customer.email,
        keys: null,
        run: () => {
          goToView('all')
          changeQuery({ customerId: customer.id })
        },
      }))
    const ticketsFirst = /^#?\d+$/.test(typed.trim())
    return ticketsFirst
      ? [...fromTickets, ...fromCommands, ...fromCustomers]
      : [...fromCommands, ...fromCustomers, ...fromTickets]
  }, [typed, tickets, customers, language, t])
}

function useTickets(typed: string): readonly QueueRow[] {
  const revision = useLiveData((live) => live.queueRevision)
  const search = typed.trim().replace(/^#/, '')
  const read = async (): Promise<readonly QueueRow[]> => {
    if (search === '') return none
    const query = { ...plainQuery, view: 'all', search, sort: 'updated' } as const
    return (await data().queue({ query, from: 0, to: mostTickets })).rows.slice(0, mostTickets)
  }
  return useAnswer(none, read, `${revision} ${search}`)
}
