import { useDocumentVisibility } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { presenceOthers } from '../../../shared/sync/api-wire'
import { create } from 'zustand'
import { useLiveData } from '../../state/live-data'

export type Others = readonly { readonly name: string; readonly doing: 'viewing' | 'writing' }[]

/** Whether the person is writing on the opened ticket now. Set by the composer. */
export const useWriting = create<{ readonly ticketId: string | null }>(() => ({ ticketId: null }))

const everyMs = 10_000

/** Nobody writes: another person works here now. */
export const resetWriting = (): void => useWriting.setState(useWriting.getInitialState(), true)

/** Tells colleagues that this ticket is on screen, and says who else is there. Quietly nothing while offline. */
export function usePresence(ticketId: string): Others {
  const [others, setOthers] = useState<Others>([])
  const online = useLiveData((live) => live.sync.phase === 'online')
  const writing = useWriting((state) => state.ticketId === ticketId)
  const visible = useDocumentVisibility() === 'visible'
  useEffect(() => {
    // In the tray, minimised or covered, nobody is looking: colleagues are told nothing, and forget it in half a minute.
    if (!online || !visible) return
    const stop = new AbortController()
    const tell = async (): Promise<void> => {
      const now = await askOthers(ticketId, writing ? 'writing' : 'viewing', stop.signal)
      setOthers((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now))
    }
    const quietly = (): void => void tell().catch(() => undefined)
    quietly()
    const timer = setInterval(quietly, everyMs)
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [ticketId, writing, online, visible])
  return online ? others : []
}

async function askOthers(
  ticketId: string,
  doing: 'viewing' | 'writing',
  signal: AbortSignal,
): Promise<Others> {
  const answer = await fetch('/api/v1/presence', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticketId, doing }),
    signal,
  })
  if (!answer.ok) return []
  const parsed = presenceOthers.safeParse(await answer.json())
  return parsed.success ? parsed.data.others : []
}
