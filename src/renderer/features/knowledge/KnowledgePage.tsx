import { TextInput } from '@mantine/core'
import { IconClockUp, IconExternalLink, IconSearch, IconVideo } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moment } from '../../clock/moments'
import { serverNow } from '../../clock/now'
import { useOffice } from '../../clock/office'
import type { FoundRecording } from '../../data/protocol'
import { data } from '../../state/data-client'
import { useLiveData } from '../../state/live-data'
import { openTicket } from '../../state/navigation'
import { openInBrowser } from '../../state/open-in-browser'
import { useAnswer } from '../../state/use-answer'
import { useLanguage } from '../../state/session'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import classes from './Knowledge.module.css'

/** Screen recordings of all tickets on this device, found by title, note, ticket or customer. */
export function KnowledgePage() {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const recordings = useRecordings()
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = (recordings ?? []).filter((one) => words.every((word) => textOf(one).includes(word)))
  return (
    <Page title={t('knowledge.title')} intro={t('knowledge.intro')}>
      {recordings?.length === 0 ? (
        <EmptyState title={t('knowledge.nothing')} hint={t('knowledge.nothingHint')} />
      ) : (
        <TextInput
          type="search"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          aria-label={t('knowledge.search')}
          placeholder={t('knowledge.search')}
          className={classes.search ?? ''}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {recordings !== null && recordings.length > 0 && found.length === 0 ? (
        <EmptyState title={t('knowledge.nothingFound', { search })} />
      ) : null}
      <ul>
        {found.map((one) => (
          <li key={one.recording.recordingId}>
            <RecordingLine found={one} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

function RecordingLine({ found }: { readonly found: FoundRecording }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const { recording } = found
  return (
    <article className={classes.recording}>
      <IconVideo size={16} aria-hidden="true" className={classes.icon} />
      <div className={classes.text}>
        <h2 className={classes.title}>{recording.title}</h2>
        {recording.note ? <p className={`${classes.note} selectable`}>{recording.note}</p> : null}
        <p className={classes.origin}>
          <button type="button" className={classes.link} onClick={() => openTicket(found.ticketId)}>
            {t('knowledge.ticket', { number: found.ticketNumber ?? '' })} · <bdi>{found.ticketSubject}</bdi>
          </button>
          <span>
            {[found.customerName, found.addedBy].filter(Boolean).join(' · ')}
            {' · '}
            {found.pending ? (
              <>
                <IconClockUp size={14} aria-hidden="true" /> {t('timeline.pending')}
              </>
            ) : (
              moment({ zone, language }, found.at, serverNow())
            )}
          </span>
        </p>
      </div>
      <button
        type="button"
        className={classes.open}
        title={recording.url}
        onClick={() => void openInBrowser(recording.url)}
      >
        <IconExternalLink size={16} aria-hidden="true" />
        {t('knowledge.open')}
      </button>
    </article>
  )
}

const textOf = ({ recording, ticketNumber, ticketSubject, customerName, addedBy }: FoundRecording): string =>
  [recording.title, recording.note, ticketNumber ?? '', ticketSubject, customerName, addedBy]
    .join(' ')
    .toLowerCase()

function useRecordings(): readonly FoundRecording[] | null {
  const revision = useLiveData((live) => live.queueRevision)
  return useAnswer<readonly FoundRecording[] | null>(null, () => data().recordings({}), revision)
}
