import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { explainClock } from '../../../../shared/sla/explain'
import type { ExplanationSpan } from '../../../../shared/sla/explain'
import type { ClockFacts } from '../../../../shared/sla/facts'
import type { TicketClock } from '../../../../shared/sla/ticket-clocks'
import { officeLength } from '../../../clock/figures'
import { moment } from '../../../clock/moments'
import { useOffice } from '../../../clock/office'
import { useLanguage } from '../../../state/session'
import classes from './ClockWhy.module.css'

/** How one deadline comes about: each span counted, waiting or closed, and the clauses that say so. */
export function ClockWhy({
  clock,
  facts,
  now,
}: {
  readonly clock: TicketClock
  readonly facts: ClockFacts
  readonly now: number
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { agreement, calendar } = useOffice()
  const wall = { zone: calendar.zone, language }
  const spans = explainClock(facts, agreement, calendar, clock.name, now)
  const clauses = [...new Set(spans.map((span) => span.clause))]
  const spanTotal = Math.max(1, ...spans.map((span) => span.to - span.from))
  return (
    <section className={classes.why}>
      <h3 className={classes.title}>
        {t(`clocks.${clock.name}`)}
        <span className={classes.budget}>
          {t('clock.budget', { length: officeLength(clock.budgetMs ?? 0, language) })}
        </span>
      </h3>
      <div className={classes.columns}>
        <ol className={classes.spans}>
          {spans.map((span) => (
            <li key={span.from} className={classes.span} data-kind={span.kind}>
              <span
                className={classes.swatch}
                style={{ height: `${4 + 12 * ((span.to - span.from) / spanTotal)}px` }}
              />
              <span className={classes.times}>
                {moment(wall, span.from, now)} – {moment(wall, span.to, now)}
              </span>
              <span className={classes.kind}>{spanWords(span, t)}</span>
              <span className={classes.length}>
                {span.kind === 'closed' ? '' : officeLength(span.officeMs, language)}
              </span>
            </li>
          ))}
        </ol>
        <div className={classes.clauses}>
          {clauses.map((key) => (
            <figure key={key} className={classes.clause}>
              <blockquote lang="nl" className="selectable">
                {agreement.clauses[key].quote}
              </blockquote>
              <figcaption>
                {agreement.clauses[key].heading} · {agreement.clauses[key].gloss[language]}
              </figcaption>
            </figure>
          ))}
        </div>
      </div>
    </section>
  )
}

function spanWords(span: ExplanationSpan, t: TFunction): string {
  switch (span.kind) {
    case 'counted':
      return t('clock.spans.counted')
    case 'waiting':
      return t(`clock.spanDetails.${span.waitKind}`)
    case 'closed':
      return span.reasons
        .map((reason) => (reason.kind === 'holiday' ? reason.name : t(`clock.spanDetails.${reason.kind}`)))
        .join(', ')
  }
}
