import type { RequestAnswer, RequestArgs } from '../../shared/ipc/channels'
import type { Language } from '../language'
import { journalRefusal, recordFromWire, recordToWire } from './journal-answers'
import type { Journal } from './journal'

type Name = 'journal.append' | 'journal.read' | 'journal.forget'
type JournalRequests = { readonly [N in Name]: (args: RequestArgs<N>) => Promise<RequestAnswer<N>> }

interface RequestPorts {
  readonly language: () => Language
  /** Something failed: a line for the log. */
  readonly failed: (what: string, error: unknown) => void
}

/** What a page may ask of the journal. A write that fails is answered with what a person is told about it. */
export function journalRequests(journal: Journal, { language, failed }: RequestPorts): JournalRequests {
  async function answered(work: Promise<void>, what: string): Promise<RequestAnswer<'journal.append'>> {
    try {
      await work
      return { ok: true, value: {} }
    } catch (error) {
      failed(what, error)
      return journalRefusal(error, language())
    }
  }

  return {
    'journal.append': (record) =>
      answered(journal.append(recordFromWire(record)), 'the journal could not be written'),
    'journal.read': async () => {
      const { records, tornTail } = await journal.read()
      return { records: records.map(recordToWire), tornTail }
    },
    'journal.forget': ({ ids }) => answered(journal.forget(ids), 'the journal could not be shortened'),
  }
}
