import { IconArrowsSort, IconFilter, IconSearch, IconX } from '@tabler/icons-react'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { queueSorts } from '../../data/protocol'
import type { QueueSort } from '../../data/protocol'
import { useCommands } from '../../state/commands'
import { changeQuery, useNavigation } from '../../state/navigation'
import { isComposing } from '../../ui/composing'
import { focusQueue } from './focus-queue'
import { QueueChoice } from './QueueChoice'
import classes from './QueueToolbar.module.css'

interface Props {
  readonly total: number | null
  readonly filtersOpen: boolean
  readonly onFilters: () => void
}

/** Search, filters and order of the queue. */
export function QueueToolbar({ total, filtersOpen, onFilters }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes.toolbar} role="search">
      <SearchField />
      <span className={classes.total}>{total === null ? '' : t('queue.tickets', { count: total })}</span>
      <FilterButton filtersOpen={filtersOpen} onFilters={onFilters} />
      <SortChoice />
    </div>
  )
}

/** Opens the filters, and says how many there are. */
const FilterButton = memo(function FilterButton({ filtersOpen, onFilters }: Omit<Props, 'total'>) {
  const { t } = useTranslation()
  const filters = useNavigation(
    ({ query }) => [query.customerId, query.priority, query.type, query.assigneeId].filter(Boolean).length,
  )
  const label = filters > 0 ? t('queue.filterCount', { count: filters }) : t('queue.filters')
  return (
    <button
      type="button"
      className={classes.button}
      aria-expanded={filtersOpen}
      aria-label={label}
      data-active={filters > 0 || undefined}
      onClick={onFilters}
    >
      <IconFilter size={16} aria-hidden="true" />
      <span className={classes.buttonText}>{label}</span>
    </button>
  )
})

const SortChoice = memo(function SortChoice() {
  const { t } = useTranslation()
  const sorted = useNavigation(({ query }) => query.sort)
  return (
    <QueueChoice
      label={t('queue.sortedBy')}
      icon={<IconArrowsSort size={16} aria-hidden="true" />}
      value={sorted}
      options={queueSorts.map((sort) => ({ value: sort, label: t(`queue.sorts.${sort}`) }))}
      onChange={(sort) => changeQuery({ sort: sort as QueueSort })}
    />
  )
})

/** The search field keeps its own text: a keystroke goes straight to the worker, and React only draws the answer. */
const SearchField = memo(function SearchField() {
  const { t } = useTranslation()
  const search = useNavigation((navigation) => navigation.query.search)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current && input.current.value !== search) input.current.value = search
  }, [search])
  useCommands({
    'queue.search': () => {
      input.current?.focus()
      input.current?.select()
    },
    'view.back': () => {
      if (document.activeElement !== input.current) return false
      if (input.current?.value) changeQuery({ search: '' })
      focusQueue()
      return true
    },
  })
  return (
    <div className={classes.search}>
      <IconSearch size={16} aria-hidden="true" />
      <input
        ref={input}
        type="search"
        className={classes.input}
        defaultValue={search}
        placeholder={t('queue.searchPlaceholder')}
        aria-label={t('queue.search')}
        aria-keyshortcuts="/"
        spellCheck={false}
        // A word that an input method is still composing is no search yet.
        onInput={(event) => {
          if (!(event.nativeEvent as InputEvent).isComposing)
            changeQuery({ search: event.currentTarget.value })
        }}
        onCompositionEnd={(event) => changeQuery({ search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (isComposing(event)) return
          if (event.key !== 'ArrowDown' && event.key !== 'Enter') return
          event.preventDefault()
          focusQueue()
        }}
      />
      {search ? (
        <button
          type="button"
          className={classes.clear}
          aria-label={t('queue.clearSearch')}
          onClick={() => changeQuery({ search: '' })}
        >
          <IconX size={14} aria-hidden="true" />
        </button>
      ) : (
        <kbd className={classes.hint} aria-hidden="true">
          /
        </kbd>
      )}
    </div>
  )
})
