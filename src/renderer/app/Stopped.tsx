import i18next from 'i18next'
import classes from './Stopped.module.css'

/** What the whole window shows when it cannot go on. Made of plain elements: what the others need may be what failed. */
export function Stopped({
  reason,
  again,
}: {
  readonly reason: 'worker' | 'start'
  readonly again?: () => void
}) {
  return (
    <main className={classes.stopped} role="alert">
      <h1 className={classes.title}>{i18next.t(`faults.${reason}Title`)}</h1>
      <p>{i18next.t(`faults.${reason}Body`)}</p>
      <button type="button" autoFocus onClick={again ?? (() => location.reload())}>
        {i18next.t(again ? 'parts.again' : 'app.reload')}
      </button>
    </main>
  )
}
