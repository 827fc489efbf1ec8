import { useCallback, useEffect, useRef, useState } from 'react'
import type { Attached, Draft } from '../../../data/protocol'
import { data } from '../../../state/data-client'

export type DraftKind = Draft['kind']
/** What is being written: `to` and `cc` as typed, null while they are as the composer fills them in. */
export type DraftContent = Pick<Draft, 'text' | 'to' | 'cc' | 'attachments'>
type Contents = Readonly<Record<DraftKind, DraftContent>>

const pauseMs = 300
const nothing: DraftContent = { text: '', to: null, cc: null, attachments: [] }
const isEmpty = ({ text, to, cc, attachments }: DraftContent): boolean =>
  text === '' && to === null && cc === null && attachments.length === 0

/**
 * What is being written on a ticket, one for each kind. Saved on this device a moment after each change and at once
 * when the field or the window is left, so that a crash costs at most that moment. Files are on the disk before they show.
 */
export function useDrafts(ticketId: string) {
  const [contents, setContents] = useState<Contents>({ reply: nothing, note: nothing })
  const [loaded, setLoaded] = useState<DraftKind | 'none' | null>(null)
  const [saved, setSaved] = useState(false)
  const latest = useRef(contents)
  const unsaved = useRef(new Set<DraftKind>())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const attaching = useRef(0)

  const change = useCallback((kind: DraftKind, to: (now: DraftContent) => DraftContent): void => {
    latest.current = { ...latest.current, [kind]: to(latest.current[kind]) }
    setContents(latest.current)
  }, [])

  const flush = useCallback((): void => {
    clearTimeout(timer.current)
    for (const kind of unsaved.current) {
      const { attachments: _, ...content } = latest.current[kind]
      const empty = isEmpty(latest.current[kind])
      const done = empty
        ? data().dropDraft({ ticketId, kind })
        : data().saveDraft({ ticketId, kind, ...content, updatedAt: Date.now() })
      void done.then(() => setSaved(!empty))
    }
    unsaved.current.clear()
  }, [ticketId])

  useEffect(() => {
    let stale = false
    void data()
      .drafts({ ticketId })
      .then((drafts) => {
        if (stale) return
        for (const { kind, text, to, cc, attachments } of drafts)
          change(kind, (now) => (isEmpty(now) ? { text, to, cc, attachments } : now))
        const last = drafts.toSorted((a, b) => b.updatedAt - a.updatedAt)[0]
        setSaved(last !== undefined)
        setLoaded(last?.kind ?? 'none')
      })
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') flush()
    }
    document.addEventListener('visibilitychange', onHide)
    window.addEventListener('pagehide', flush)
    return () => {
      stale = true
      flush()
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('pagehide', flush)
    }
  }, [ticketId, flush, change])

  const write = (kind: DraftKind, content: Partial<Omit<DraftContent, 'attachments'>>): void => {
    change(kind, (now) => ({ ...now, ...content }))
    setSaved(false)
    unsaved.current.add(kind)
    clearTimeout(timer.current)
    timer.current = setTimeout(flush, pauseMs)
  }
  const attach = async (kind: DraftKind, file: File): Promise<Attached> => {
    flush()
    const updatedAt = Date.now()
    attaching.current += 1
    try {
      const kept = await data().attach({ ticketId, kind, id: crypto.randomUUID(), file, updatedAt })
      if (kept.ok) change(kind, (now) => ({ ...now, attachments: [...now.attachments, kept.attachment] }))
      return kept
    } finally {
      attaching.current -= 1
    }
  }
  const detach = (kind: DraftKind, id: string): void => {
    change(kind, (now) => ({ ...now, attachments: now.attachments.filter((file) => file.id !== id) }))
    void data()
      .detach({ ticketId, kind, id })
      .then(() => {
        if (isEmpty(latest.current[kind])) write(kind, {})
      })
  }
  /** After sending: all of it is in the outbox now. */
  const drop = (kind: DraftKind): void => {
    change(kind, () => nothing)
    unsaved.current.add(kind)
    flush()
  }
  /** A file is being kept, in this form or in one that was closed meanwhile: nothing may be sent without it. */
  const isAttaching = (): boolean => attaching.current > 0
  return { contents, loaded, saved, write, attach, detach, isAttaching, flush, drop }
}
