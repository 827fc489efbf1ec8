import { useCallback, useEffect, useRef, useState } from 'react'
import type { Draft } from '../../../data/protocol'
import { data } from '../../../state/data-client'

export type DraftKind = Draft['kind']
const pauseMs = 300

/**
 * The texts being written on a ticket, one for each kind. Saved on this device a moment after each change and at once
 * when the field or the window is left, so that a crash costs at most that moment.
 */
export function useDrafts(ticketId: string) {
  const [texts, setTexts] = useState<Readonly<Record<DraftKind, string>>>({ reply: '', note: '' })
  const [loaded, setLoaded] = useState<DraftKind | 'none' | null>(null)
  const [saved, setSaved] = useState(false)
  const unsaved = useRef(new Map<DraftKind, string>())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const flush = useCallback((): void => {
    clearTimeout(timer.current)
    for (const [kind, text] of unsaved.current) {
      const done =
        text === ''
          ? data().dropDraft({ ticketId, kind })
          : data().saveDraft({ ticketId, kind, text, updatedAt: Date.now() })
      void done.then(() => setSaved(text !== ''))
    }
    unsaved.current.clear()
  }, [ticketId])

  useEffect(() => {
    let stale = false
    void data()
      .drafts({ ticketId })
      .then((drafts) => {
        if (stale) return
        const text = (kind: DraftKind): string => drafts.find((draft) => draft.kind === kind)?.text ?? ''
        setTexts((now) => ({ reply: now.reply || text('reply'), note: now.note || text('note') }))
        const latest = drafts.toSorted((a, b) => b.updatedAt - a.updatedAt)[0]
        setSaved(latest !== undefined)
        setLoaded(latest?.kind ?? 'none')
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
  }, [ticketId, flush])

  const write = (kind: DraftKind, text: string): void => {
    setTexts((now) => ({ ...now, [kind]: text }))
    setSaved(false)
    unsaved.current.set(kind, text)
    clearTimeout(timer.current)
    timer.current = setTimeout(flush, pauseMs)
  }
  /** After sending: the text is in the outbox now. */
  const drop = (kind: DraftKind): void => {
    write(kind, '')
    flush()
  }
  return { texts, loaded, saved, write, flush, drop }
}
