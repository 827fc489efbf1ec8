import { Button } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OutboxItem } from '../../data/protocol'
import { useLiveData } from '../../state/live-data'
import { openTicket } from '../../state/navigation'
import { seeOverruled } from './decide'
import { capital } from '../../texts/capital'
import { fieldValue } from '../../texts/field-value'
import classes from './Outbox.module.css'
import { workName } from '../../acts/work-text'

/** Changes of this person's that lost against somebody else's: what they wanted, and what stands now. */
export function OverruledWork({ items }: { readonly items: readonly OutboxItem[] }) {
  const { t } = useTranslation()
  if (items.length === 0) return null
  return (
    <section className={classes.waiting}>
      <h2 className={classes.heading}>{t('needsYou.overruledTitle')}</h2>
      <p className={classes.intro}>{t('needsYou.overruledIntro')}</p>
      <ol>
        {items.map((item) => (
          <li key={item.mutation.id}>
            <Line item={item} />
          </li>
        ))}
      </ol>
      <Button
        variant="default"
        className={classes.seen}
        data-walk=""
        onClick={() => void seeOverruled(items, t)}
      >
        {t('needsYou.overruledSeen')}
      </Button>
    </section>
  )
}

function Line({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation()
  const reference = useLiveData((live) => live.reference)
  const lost = item.since.flatMap((event) => (event.type === 'fields.changed' ? event.overruled : []))
  const text = lost
    .map(({ field, from, to }) =>
      t('needsYou.overruledField', {
        field: capital(t(`timeline.fields.${field}`)),
        wanted: fieldValue(field, to, reference, t),
        stays: fieldValue(field, from, reference, t),
      }),
    )
    .join('; ')
  return (
    <button
      type="button"
      className={classes.overruled}
      data-walk=""
      onClick={() => openTicket(item.mutation.ticketId)}
    >
      <IconGitMerge size={16} aria-hidden="true" />
      <span className={classes.kind}>{workName(item.mutation, t)}</span>
      <span className={classes.number}>
        {item.ticketNumber === null ? t('queue.noNumber') : `#${item.ticketNumber}`}
      </span>
      <span className={classes.text}>
        <bdi>{item.ticketSubject}</bdi>
      </span>
      <span className={classes.state}>{text || t('needsYou.overruledMoot')}</span>
    </button>
  )
}
