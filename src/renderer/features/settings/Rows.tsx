import classes from './Settings.module.css'

/** A titled group of settings. */
export function SettingsGroup({
  title,
  children,
}: {
  readonly title: string
  readonly children: React.ReactNode
}) {
  return (
    <section className={classes.group}>
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.rows}>{children}</div>
    </section>
  )
}

/** A setting's name and its control on one line. */
export function Row({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className={classes.row}>
      <span className={classes.label}>{label}</span>
      {children}
    </div>
  )
}
