import type { IconUser } from '@tabler/icons-react'
import { memo } from 'react'
import classes from './Sidebar.module.css'

interface Props<Name> {
  readonly name: Name
  readonly icon: typeof IconUser
  readonly label: string
  readonly count: number | null
  /** A count above zero asks for something. */
  readonly loud: 'missed' | 'needs-you' | null
  readonly current: boolean
  readonly onClick: (name: Name) => void
}

/** One line of the sidebar. Draws again only when it says something else: `onClick` must stay the same. */
export const SidebarItem = memo(SidebarLine) as typeof SidebarLine

function SidebarLine<Name>({ name, icon: Icon, label, count, loud, current, onClick }: Props<Name>) {
  return (
    <button
      type="button"
      className={classes.item}
      aria-current={current ? 'page' : undefined}
      title={count === null ? label : `${label}, ${count}`}
      onClick={() => onClick(name)}
    >
      <Icon size={16} aria-hidden="true" />
      <span className={classes.label}>{label}</span>
      {count === null ? null : <span className="visually-hidden">, </span>}
      {count === null ? null : (
        <span
          className={classes.count}
          data-loud={count > 0 ? (loud ?? undefined) : undefined}
          data-zero={count === 0 || undefined}
        >
          {count}
        </span>
      )}
    </button>
  )
}
