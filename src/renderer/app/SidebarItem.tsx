import classes from './Sidebar.module.css'

/** One line of the sidebar. `loud`: a count above zero asks for something. */
export function SidebarItem({
  icon,
  label,
  count,
  loud,
  current,
  onClick,
}: {
  readonly icon: React.ReactNode
  readonly label: string
  readonly count: number | null
  readonly loud: 'missed' | 'needs-you' | null
  readonly current: boolean
  readonly onClick: () => void
}) {
  return (
    <button
      type="button"
      className={classes.item}
      aria-current={current ? 'page' : undefined}
      title={count === null ? label : `${label}, ${count}`}
      onClick={onClick}
    >
      {icon}
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
