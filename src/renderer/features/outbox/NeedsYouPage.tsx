import { useTranslation } from 'react-i18next'
import type { SyncPhase } from '../../../shared/sync/engine/engine-types'
import type { OutboxItem } from '../../data/protocol'
import { useLiveData } from '../../state/live-data'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { HeldWork } from './HeldWork'
import { OverruledWork } from './OverruledWork'
import { UndeliveredReplies } from './UndeliveredReplies'
import { WaitingWork } from './WaitingWork'
import type { WaitingState } from './WaitingWork'
import classes from './Outbox.module.css'
import { useOutbox } from './use-outbox'
import { useUndelivered } from './use-undelivered'

/** Held and refused work, each beside what happened since; and below it what is still to be sent. */
export function NeedsYouPage() {
  const { t } = useTranslation()
  const items = useOutbox()
  const phase = useLiveData((live) => live.sync.phase)
  const stuck = (items ?? []).filter(({ state }) => state === 'held' || state === 'rejected')
  const overruled = (items ?? []).filter(({ state }) => state === 'overruled')
  const undelivered = useUndelivered()
  const behind = inState(items, ['behind'])
  const goesOut = inState(items, ['waiting', 'sending'])
  return (
    <Page title={t('needsYou.title')} intro={t('needsYou.intro')}>
      {items !== null && stuck.length + overruled.length + undelivered.length === 0 ? (
        <EmptyState title={t('needsYou.nothing')} />
      ) : null}
      {stuck.map((item) => (
        <HeldWork key={item.mutation.id} item={item} />
      ))}
      <UndeliveredReplies replies={undelivered} />
      <Waiting title={t('needsYou.behindTitle')} intro={t('needsYou.behindIntro')} items={behind} />
      <OverruledWork items={overruled} />
      <Waiting
        title={t('needsYou.waitingTitle')}
        intro={t(`needsYou.${goesOutWhen[phase] ?? 'waitingIntro'}`)}
        items={goesOut}
      />
    </Page>
  )
}

/** What has to come first where the server's answer alone is not enough. */
const goesOutWhen: Partial<Record<SyncPhase, 'waitingSignIn' | 'waitingUpdate' | 'waitingServerUpdate'>> = {
  'signed-out': 'waitingSignIn',
  'app-too-old': 'waitingUpdate',
  'server-too-old': 'waitingServerUpdate',
}

type Waits = OutboxItem & { readonly state: WaitingState }

const inState = (items: readonly OutboxItem[] | null, states: readonly WaitingState[]): readonly Waits[] =>
  (items ?? []).filter((item): item is Waits => states.some((state) => state === item.state))

function Waiting({
  title,
  intro,
  items,
}: {
  readonly title: string
  readonly intro: string
  readonly items: readonly Waits[]
}) {
  if (items.length === 0) return null
  return (
    <section className={classes.waiting}>
      <h2 className={classes.heading}>{title}</h2>
      <p className={classes.intro}>{intro}</p>
      <ol>
        {items.map((item) => (
          <li key={item.mutation.id}>
            <WaitingWork item={item} state={item.state} />
          </li>
        ))}
      </ol>
    </section>
  )
}
