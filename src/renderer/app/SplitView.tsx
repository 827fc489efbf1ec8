import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './SplitView.module.css'

const smallest = 400
const key = 'tijdig.pane-width'

/** Queue on the left, ticket on the right with a width of the person's choosing. In a narrow window the ticket covers the queue. */
export function SplitView({
  list,
  pane,
}: {
  readonly list: React.ReactNode
  readonly pane: React.ReactNode | null
}) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(() => Number(localStorage.getItem(key)) || 560)
  const resize = (wish: number): void => {
    const room = frame.current?.clientWidth ?? 1200
    const next = Math.round(Math.min(Math.max(wish, smallest), room - 380))
    setWidth(next)
    localStorage.setItem(key, String(next))
  }
  const drag = (event: React.PointerEvent): void => {
    if (!(event.buttons & 1) || !frame.current) return
    resize(frame.current.getBoundingClientRect().right - event.clientX)
  }
  return (
    <main ref={frame} className={classes.split} data-open={pane !== null || undefined}>
      <div className={classes.list}>{list}</div>
      {pane === null ? null : (
        <>
          <div
            role="separator"
            aria-orientation="vertical"
            aria-label={t('ticket.label')}
            aria-valuenow={width}
            aria-valuemin={smallest}
            aria-valuemax={2000}
            tabIndex={0}
            className={classes.handle}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag}
            onKeyDown={(event) => {
              if (event.key === 'ArrowLeft') resize(width + 24)
              else if (event.key === 'ArrowRight') resize(width - 24)
              else return
              event.preventDefault()
            }}
          />
          <div className={classes.pane} style={{ width }}>
            {pane}
          </div>
        </>
      )}
    </main>
  )
}
