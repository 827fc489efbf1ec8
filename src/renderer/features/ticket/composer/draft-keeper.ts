import { writtenOver } from '../../../data/draft-text'
import type { Attached, Draft, DraftText, WorkerCalls } from '../../../data/protocol'
import { reportFault } from '../../../state/faults'

export type DraftKind = Draft['kind']
/** What is being written: `to` and `cc` as typed, null while they are as the composer fills them in. */
export type DraftContent = DraftText & Pick<Draft, 'attachments'>

export interface DraftState {
  readonly contents: Readonly<Record<DraftKind, DraftContent>>
  /** The kind that was written last, `none` where nothing was; null until that is known. */
  readonly loaded: DraftKind | 'none' | null
  /** What shows is on the disk. */
  readonly saved: boolean
}

const pauseMs = 300
const kinds = ['reply', 'note'] as const
const nothing: DraftContent = { text: '', to: null, cc: null, attachments: [] }
const textOf = ({ text, to, cc }: DraftText): DraftText => ({ text, to, cc })

/**
 * What is being written on a ticket in this window, one for each kind. Saved on this device a moment after each change, so that
 * a crash costs at most that moment. Files are on the disk before they show. A draft is one for all windows: what
 * another one makes of it shows here too, and nothing that was typed in either is lost.
 */
export function createDraftKeeper(
  ticketId: string,
  calls: Pick<WorkerCalls, 'drafts' | 'saveDraft' | 'attach'>,
) {
  let state: DraftState = { contents: { reply: nothing, note: nothing }, loaded: null, saved: false }
  /** As the disk has it when all that was asked for is done. */
  const onDisk: Record<DraftKind, DraftText> = { reply: nothing, note: nothing }
  /** How often the disk was asked: of several answers the last one counts, which knows of all the others. */
  const asked: Record<DraftKind, number> = { reply: 0, note: 0 }
  const unsaved = new Set<DraftKind>()
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let attaching = 0

  function set(change: Partial<DraftState>): void {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  function change(kind: DraftKind, content: Partial<DraftContent>): void {
    set({ contents: { ...state.contents, [kind]: { ...state.contents[kind], ...content } } })
  }

  function takeOver(kind: DraftKind, stored: DraftContent): void {
    const shown = writtenOver(textOf(stored), onDisk[kind], textOf(state.contents[kind]))
    onDisk[kind] = textOf(stored)
    change(kind, { ...shown, attachments: stored.attachments })
  }

  async function save(kind: DraftKind, without: readonly string[] = []): Promise<void> {
    const was = onDisk[kind]
    const is = textOf(state.contents[kind])
    const turn = ++asked[kind]
    unsaved.delete(kind)
    onDisk[kind] = is
    const stored = await calls
      .saveDraft({ ticketId, kind, was, is, without, updatedAt: Date.now() })
      .catch((error: unknown) => {
        reportFault(error, 'composer')
        return null
      })
    if (turn !== asked[kind]) return
    if (stored) {
      takeOver(kind, stored)
      set({ saved: !unsaved.has(kind) && !isEmpty(stored) })
    } else {
      // Tried again with the next change.
      onDisk[kind] = was
      unsaved.add(kind)
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    await Promise.all([...unsaved].map((kind) => save(kind)))
  }

  async function read(): Promise<void> {
    const turns = { reply: ++asked.reply, note: ++asked.note }
    const drafts = await calls.drafts({ ticketId })
    for (const kind of kinds)
      if (turns[kind] === asked[kind]) takeOver(kind, drafts.find((draft) => draft.kind === kind) ?? nothing)
    const last = drafts.toSorted((a, b) => b.updatedAt - a.updatedAt)[0]
    set({
      loaded: state.loaded ?? last?.kind ?? 'none',
      saved: unsaved.size === 0 && last !== undefined,
    })
  }

  return {
    state: () => state,
    /** Calls `listener` with each change. Returns a function that stops it. */
    listen(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Reads what the disk has: at first, and when it was changed elsewhere. */
    read,
    write(kind: DraftKind, content: Partial<DraftText>): void {
      change(kind, content)
      set({ saved: false })
      unsaved.add(kind)
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), pauseMs)
    },
    async attach(kind: DraftKind, file: File): Promise<Attached> {
      void flush()
      attaching += 1
      try {
        const id = crypto.randomUUID()
        const kept = await calls.attach({ ticketId, kind, id, file, updatedAt: Date.now() })
        const { attachments } = state.contents[kind]
        if (kept.ok && !attachments.some((attachment) => attachment.id === id))
          change(kind, { attachments: [...attachments, kept.attachment] })
        return kept
      } finally {
        attaching -= 1
      }
    },
    detach(kind: DraftKind, id: string): void {
      const { attachments } = state.contents[kind]
      change(kind, { attachments: attachments.filter((file) => file.id !== id) })
      void save(kind, [id])
    },
    /** After sending: that is in the outbox now. What was written meanwhile, here or in another window, stays. */
    drop(kind: DraftKind, sent: DraftContent): void {
      const gone = sent.attachments.map(({ id }) => id)
      const now = state.contents[kind]
      const attachments = now.attachments.filter(({ id }) => !gone.includes(id))
      change(kind, { ...writtenOver(textOf(now), textOf(sent), nothing), attachments })
      void save(kind, gone)
    },
    /** Saves at once what is not saved yet. Resolves when that is done, or has failed. */
    flush,
    /** A file is being kept, in this form or in one that was closed meanwhile: nothing may be sent without it. */
    isAttaching: (): boolean => attaching > 0,
  }
}

const isEmpty = ({ text, to, cc, attachments }: DraftContent): boolean =>
  text === '' && to === null && cc === null && attachments.length === 0
