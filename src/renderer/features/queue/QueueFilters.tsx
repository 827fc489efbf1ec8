import { IconDownload } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Priority, TicketType } from '../../../shared/sla/facts'
import { runCommand } from '../../state/commands'
import { useLiveData } from '../../state/live-data'
import { changeQuery, noFilters, useNavigation } from '../../state/navigation'
import { hasTag } from '../../../shared/tickets/tags'
import { useKnownTags } from '../../state/use-known-tags'
import { QueueChoice } from './QueueChoice'
import classes from './QueueFilters.module.css'

const priorities = ['high', 'medium', 'low'] as const
const types = ['application', 'functional', 'rfc', 'migration'] as const

/** The filters; that of tags where there are any. They stay when the view changes, until they are cleared. */
export function QueueFilters() {
  const { t } = useTranslation()
  const query = useNavigation((navigation) => navigation.query)
  const reference = useLiveData((live) => live.reference)
  const customers = useMemo(
    () => (reference?.customers ?? []).map(({ id, name }) => ({ value: id, label: name })),
    [reference],
  )
  const agents = useMemo(
    () =>
      (reference?.agents ?? [])
        .filter((agent) => agent.active)
        .map(({ id, name }) => ({ value: id, label: name })),
    [reference],
  )
  const known = useKnownTags()
  const { tag: wanted } = query
  // One that no ticket has any more stays to be seen, and taken away.
  const tags = useMemo(() => {
    const names = known.map(({ tag }) => tag)
    return wanted === null || names.includes(wanted)
      ? names
      : [wanted, ...names.filter((tag) => !hasTag([wanted], tag))]
  }, [known, wanted])
  const any = query.customerId ?? query.priority ?? query.type ?? query.assigneeId ?? query.tag
  return (
    <div className={classes.filters}>
      <Filter
        label={t('queue.anyCustomer')}
        all={t('queue.allCustomers')}
        value={query.customerId}
        options={customers}
        onChange={(customerId) => changeQuery({ customerId })}
      />
      <Filter
        label={t('queue.anyPriority')}
        all={t('queue.allPriorities')}
        value={query.priority}
        options={priorities.map((value) => ({ value, label: t(`priorities.${value}`) }))}
        onChange={(value) => changeQuery({ priority: value as Priority | null })}
      />
      <Filter
        label={t('queue.anyType')}
        all={t('queue.allTypes')}
        value={query.type}
        options={types.map((value) => ({ value, label: t(`types.${value}`) }))}
        onChange={(value) => changeQuery({ type: value as TicketType | null })}
      />
      <Filter
        label={t('queue.anyAgent')}
        all={t('queue.allAgents')}
        value={query.assigneeId}
        options={agents}
        onChange={(assigneeId) => changeQuery({ assigneeId })}
      />
      {tags.length > 0 ? (
        <Filter
          label={t('queue.anyTag')}
          all={t('queue.allTags')}
          value={wanted}
          options={tags.map((tag) => ({ value: tag, label: tag }))}
          onChange={(tag) => changeQuery({ tag })}
        />
      ) : null}
      {any ? (
        <button type="button" className={classes.clear} onClick={() => changeQuery(noFilters)}>
          {t('queue.clearFilters')}
        </button>
      ) : null}
      <button
        type="button"
        className={classes.along}
        aria-label={t('along.button')}
        title={t('along.button')}
        onClick={() => runCommand('queue.take-along')}
      >
        <IconDownload size={16} aria-hidden="true" />
        <span className={classes.alongText}>{t('along.button')}</span>
      </button>
    </div>
  )
}

interface FilterProps {
  readonly label: string
  readonly all: string
  readonly value: string | null
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string | null) => void
}

function Filter({ label, all, value, options, onChange }: FilterProps) {
  return (
    <QueueChoice
      label={label}
      value={value ?? ''}
      options={[{ value: '', label: all }, ...options]}
      active={value !== null}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
    />
  )
}
