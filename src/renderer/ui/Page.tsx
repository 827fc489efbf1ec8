import classes from './Page.module.css'

/** A place of the app with a title, one line about it, and its content in a readable column. */
export function Page({
  title,
  intro,
  content,
  children,
}: {
  readonly title: string
  readonly intro?: string
  /** What holds the content. */
  readonly content?: React.Ref<HTMLDivElement>
  readonly children: React.ReactNode
}) {
  return (
    <main className={classes.page} aria-label={title}>
      <div className={classes.column}>
        <h1 className={classes.title}>{title}</h1>
        {intro ? <p className={classes.intro}>{intro}</p> : null}
        <div ref={content}>{children}</div>
      </div>
    </main>
  )
}
