import classes from './Details.module.css'

/** A titled group of facts in the details panel. */
export function FactGroup({
  title,
  children,
}: {
  readonly title: string
  readonly children: React.ReactNode
}) {
  return (
    <section className={classes.group}>
      <h3 className={classes.title}>{title}</h3>
      {children}
    </section>
  )
}

/** One name and its value; to stand in a `dl`. */
export function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
