import { openJournal } from '../../src/main/journal/journal'
import type { Journal, JournalDisk } from '../../src/main/journal/journal'
import { journalRequests } from '../../src/main/journal/journal-requests'
import type { HostCalls } from '../../src/renderer/data/protocol'
import type { BellKeeper } from './bell-keeper'
import { createCall } from './call'
import type { Call } from './call'
import type { PlantedBug } from './planted'
import type { Dice } from './random'
import type { World } from './world'

/** The journal's file: one for all who use a device. */
export interface JournalFile {
  bytes: Uint8Array | null
}

export const emptyJournal = (): JournalFile => ({ bytes: null })

interface MainParts {
  readonly world: World
  readonly name: string
  readonly dice: Dice
  readonly file: JournalFile
  readonly isAppAlive: () => boolean
  readonly crash: (how: 'process' | 'power') => void
  readonly bug: PlantedBug | null
  readonly bells: () => BellKeeper | null
}

/** The app's main process, as far as a window asks it: the app's own journal on a disk that fails, and its alerts. */
export interface MainProcess {
  /** Goes on with what it was asked for when the page that asked is gone. */
  readonly request: HostCalls
}

export function startMain(parts: MainParts): MainProcess {
  const call = createCall({ ...parts, isAlive: parts.isAppAlive, unheard: () => undefined })
  const journal = journalByBug(openJournal(journalDisk(parts, call)), parts.bug)
  const ofJournal = journalRequests(journal, { language: () => 'en', failed: () => undefined })
  return {
    request: (async (name: keyof typeof ofJournal | keyof BellKeeper['request'], args: never) =>
      Object.hasOwn(ofJournal, name)
        ? ofJournal[name as keyof typeof ofJournal](args)
        : parts.bells()?.request[name as keyof BellKeeper['request']](args)) as unknown as HostCalls,
  }
}

/** A write that the end of the process cut off may have left a piece behind. */
function journalDisk({ world, dice, file }: MainParts, call: Call): JournalDisk {
  const full = (): Error => Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' })
  const add = (bytes: Uint8Array): void => {
    file.bytes = new Uint8Array(Buffer.concat([file.bytes ?? new Uint8Array(), bytes]))
  }
  const addPart = (bytes: Uint8Array): void => add(bytes.subarray(0, dice.whole(bytes.length)))

  return {
    read: () => call('journal.read', () => file.bytes),
    append: (bytes) =>
      call(
        'journal.append',
        () => {
          if (!world.strikes('disk-full')) return add(bytes)
          addPart(bytes)
          throw full()
        },
        () => {
          if (world.strikes('journal-torn')) addPart(bytes)
        },
      ),
    truncate: (length) =>
      call('journal.truncate', () => void (file.bytes = file.bytes?.slice(0, length) ?? null)),
    replace: (bytes) =>
      call('journal.replace', () => {
        if (world.strikes('disk-full')) throw full()
        file.bytes = bytes.slice()
      }),
    keepCopy: () => call('journal.keepCopy', () => world.happened('torn journal set aside')),
    close: () => Promise.resolve(),
  }
}

function journalByBug(journal: Journal, bug: PlantedBug | null): Journal {
  if (bug === 'no-journal') return { ...journal, append: () => Promise.resolve() }
  if (bug === 'lazy-outbox')
    return { ...journal, read: () => Promise.resolve({ records: [], tornTail: false }) }
  if (bug !== 'journal-forgets-all') return journal
  return {
    ...journal,
    async forget() {
      const { records } = await journal.read()
      await journal.forget(records.map(({ id }) => id))
    },
  }
}
