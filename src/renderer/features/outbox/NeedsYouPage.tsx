import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { HeldWork } from './HeldWork'
import { WaitingWork } from './WaitingWork'
import classes from './Outbox.module.css'
import { useOutbox } from './use-outbox'

/** Held and refused work, each beside what happened since; and below it what simply waits to be sent. */
export function NeedsYouPage() {
  const { t } = useTranslation()
  const items = useOutbox()
  const stuck = (items ?? []).filter(({ state }) => state === 'held' || state === 'rejected')
  const waiting = (items ?? []).filter(({ state }) => state === 'waiting' || state === 'sending')
  return (
    <Page title={t('needsYou.title')} intro={t('needsYou.intro')}>
      {items !== null && stuck.length === 0 ? <EmptyState title={t('needsYou.nothing')} /> : null}
      {stuck.map((item) => (
        <HeldWork key={item.mutation.id} item={item} />
      ))}
      {waiting.length > 0 ? (
        <section className={classes.waiting}>
          <h2 className={classes.heading}>{t('needsYou.waitingTitle')}</h2>
          <p className={classes.intro}>{t('needsYou.waitingIntro')}</p>
          <ol>
            {waiting.map((item) => (
              <li key={item.mutation.id}>
                <WaitingWork item={item} />
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </Page>
  )
}
