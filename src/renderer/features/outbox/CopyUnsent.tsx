import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { OutboxItem, Reference, UnfinishedWriting } from '../../data/protocol'
import { fullMoment } from '../../clock/moments'
import { useOffice } from '../../clock/office'
import { tell } from '../../state/act'
import { useLiveData } from '../../state/live-data'
import { useLanguage } from '../../state/session'
import classes from './Outbox.module.css'
import { kindName, workText, workName } from '../../acts/work-text'

interface Props {
  readonly items: readonly OutboxItem[]
  readonly unfinished: readonly UnfinishedWriting[]
}

/** Gets one's words out of this device, for whoever may not or cannot send them. */
export function CopyUnsent({ items, unfinished }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const zone = useOffice((office) => office.calendar.zone)
  const reference = useLiveData((live) => live.reference)
  const unsent = items.filter(({ state }) => state !== 'overruled')
  const count = unsent.length + unfinished.length
  if (count === 0) return null
  const momentOf = (at: number): string => fullMoment({ zone, language }, at)
  const copy = (): void => {
    const pieces = [
      ...unsent.map((item) => workPiece(item, momentOf, reference, t)),
      ...unfinished.map((writing) => unfinishedPiece(writing, momentOf, t)),
    ]
    navigator.clipboard.writeText(`${pieces.join('\n\n')}\n`).then(
      () => tell(t('needsYou.copied', { count })),
      () => tell(t('needsYou.copyFailed')),
    )
  }
  return (
    <Button variant="subtle" className={classes.seen} data-walk="" onClick={copy}>
      {t('needsYou.copy')}
    </Button>
  )
}

type MomentOf = (at: number) => string

/** Which ticket, what kind of work and when, and below it the words. */
const piece = (head: readonly string[], text: string): string =>
  [`— ${head.filter(Boolean).join(' · ')}`, text].filter(Boolean).join('\n')

function workPiece(item: OutboxItem, momentOf: MomentOf, reference: Reference | null, t: TFunction): string {
  const { mutation, attachments } = item
  const names = attachments.map(({ name }) => name).join(', ')
  const text = [workText(mutation, reference, t), names && t('needsYou.files', { names })]
  return piece(
    [ticketName(item, t), workName(mutation, t), momentOf(mutation.writtenAt)],
    text.filter(Boolean).join('\n'),
  )
}

const unfinishedPiece = (writing: UnfinishedWriting, momentOf: MomentOf, t: TFunction): string =>
  piece([ticketName(writing, t), kindName(writing.kind, t), momentOf(writing.updatedAt)], writing.text)

const ticketName = (
  { ticketNumber, ticketSubject }: Pick<OutboxItem, 'ticketNumber' | 'ticketSubject'>,
  t: TFunction,
): string => `${ticketNumber === null ? t('queue.noNumber') : `#${ticketNumber}`} ${ticketSubject}`.trim()
