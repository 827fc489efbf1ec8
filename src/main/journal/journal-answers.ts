import type { RequestAnswer } from '../../shared/ipc/channels'
import type { JournalRecord } from '../../shared/sync/journal-format'
import type { Language } from '../language'

type Refusal = Extract<RequestAnswer<'journal.append'>, { ok: false }>
type Code = 'disk-full' | 'disk-read-only' | 'journal-failed'

const codes: Readonly<Record<string, Code>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'disk-read-only',
  EACCES: 'disk-read-only',
  EPERM: 'disk-read-only',
}

const texts = {
  'disk-full': {
    en: 'The disk is full, so this was not saved. Your text is still here: free some space and try again.',
    nl: 'De schijf is vol, dus dit is niet opgeslagen. Je tekst staat er nog: maak ruimte vrij en probeer het opnieuw.',
  },
  'disk-read-only': {
    en: 'The disk cannot be written to, so this was not saved. Your text is still here: check the rights of the profile folder and try again.',
    nl: 'De schijf kan niet worden beschreven, dus dit is niet opgeslagen. Je tekst staat er nog: controleer de rechten van de profielmap en probeer het opnieuw.',
  },
  'journal-failed': {
    en: 'Writing to the disk failed, so this was not saved. Your text is still here: try again.',
    nl: 'Schrijven naar de schijf is mislukt, dus dit is niet opgeslagen. Je tekst staat er nog: probeer het opnieuw.',
  },
} as const satisfies Record<Code, Record<Language, string>>

/** What a person is told when the journal could not be written: what happened, what is kept, what to do. */
export function journalRefusal(error: unknown, language: Language): Refusal {
  const errno = error instanceof Error && 'code' in error ? String(error.code) : ''
  const code = codes[errno] ?? 'journal-failed'
  return { ok: false, code, message: texts[code][language] }
}

/** A record as it goes to the page. */
export const recordToWire = ({ id, bytes }: JournalRecord): { id: string; bytes: string } => ({
  id,
  bytes: Buffer.from(bytes).toString('base64'),
})

/** A record as it came from the page. */
export const recordFromWire = ({ id, bytes }: { id: string; bytes: string }): JournalRecord => ({
  id,
  bytes: new Uint8Array(Buffer.from(bytes, 'base64')),
})
