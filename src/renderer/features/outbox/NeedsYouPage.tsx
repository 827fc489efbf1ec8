import { useTranslation } from 'react-i18next'
import type { SyncPhase } from '../../../shared/sync/engine/engine-types'
import type { OutboxItem } from '../../data/protocol'
import { useLiveData } from '../../state/live-data'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { useWalk } from '../../state/use-walk'
import { AwayNews } from './AwayNews'
import { CopyUnsent } from './CopyUnsent'
import { HeldWork } from './HeldWork'
import { OverruledWork } from './OverruledWork'
import { UndeliveredReplies } from './UndeliveredReplies'
import { UnfinishedWork } from './UnfinishedWork'
import { WaitingWork } from './WaitingWork'
import type { WaitingState } from './WaitingWork'
import classes from './Outbox.module.css'
import { useAway } from './use-away'
import { useOutbox } from './use-outbox'
import { useUndelivered } from './use-undelivered'
import { useUnfinished } from './use-unfinished'

/** Held and refused work, each beside what happened since; below it what happened meanwhile, and what is still to be sent. */
export function NeedsYouPage() {
  const { t } = useTranslation()
  const items = useOutbox()
  const away = useAway()
  const unfinished = useUnfinished()
  const walk = useWalk()
  const phase = useLiveData((live) => live.sync.phase)
  const stuck = (items ?? []).filter(({ state }) => state === 'held' || state === 'rejected')
  const overruled = (items ?? []).filter(({ state }) => state === 'overruled')
  const undelivered = useUndelivered()
  const behind = inState(items, ['behind'])
  const goesOut = inState(items, ['waiting', 'sending'])
  return (
    <Page title={t('needsYou.title')} intro={t('needsYou.intro')} content={walk}>
      {items !== null && away === null && stuck.length + overruled.length + undelivered.length === 0 ? (
        <EmptyState title={t('needsYou.nothing')} />
      ) : null}
      <UndeliveredReplies replies={undelivered} />
      {stuck.map((item) => (
        <HeldWork
          key={item.mutation.id}
          item={item}
          isBehindReply={undelivered.some(({ ticketId }) => ticketId === item.mutation.ticketId)}
        />
      ))}
      <Waiting title={t('needsYou.behindTitle')} intro={t('needsYou.behindIntro')} items={behind} />
      <OverruledWork items={overruled} />
      {away ? <AwayNews away={away} /> : null}
      <Waiting
        title={t('needsYou.waitingTitle')}
        intro={t(`needsYou.${goesOutWhen[phase] ?? 'waitingIntro'}`)}
        items={goesOut}
      />
      <UnfinishedWork unfinished={unfinished} />
      <CopyUnsent items={items ?? []} unfinished={unfinished} />
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
