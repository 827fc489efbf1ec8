import classes from './EmptyState.module.css'

/** What a list says when it has nothing: a sentence, a reason or next thing, and at most one way on. */
export function EmptyState({
  title,
  hint,
  children,
}: {
  readonly title: string
  readonly hint?: React.ReactNode
  readonly children?: React.ReactNode
}) {
  return (
    <div className={classes.empty} data-empty-state="">
      <p className={classes.title}>{title}</p>
      {hint ? <p className={classes.hint}>{hint}</p> : null}
      {children ? <div className={classes.way}>{children}</div> : null}
    </div>
  )
}
