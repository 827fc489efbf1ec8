import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { data } from '../../../state/data-client'
import { saveBeforeLeaving } from '../../../state/unsaved'
import { createDraftKeeper } from './draft-keeper'

/** What is being written on a ticket, saved at once too when the field, the window or one's sign-in is left. */
export function useDrafts(ticketId: string) {
  const keeper = useMemo(() => createDraftKeeper(ticketId, data()), [ticketId])
  const state = useSyncExternalStore(keeper.listen, keeper.state)

  useEffect(() => {
    const stop = data().listen('draftsChanged', (changed) => {
      if (changed.ticketId === ticketId) void keeper.read()
    })
    void keeper.read()
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') keeper.flush()
    }
    document.addEventListener('visibilitychange', onHide)
    window.addEventListener('pagehide', keeper.flush)
    const stopSaving = saveBeforeLeaving(keeper.flush)
    return () => {
      stop()
      stopSaving()
      keeper.flush()
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('pagehide', keeper.flush)
    }
  }, [ticketId, keeper])

  const { write, attach, detach, drop, flush, isAttaching } = keeper
  return { ...state, write, attach, detach, drop, flush, isAttaching }
}
