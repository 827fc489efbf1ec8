import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { data } from '../../../state/data-client'
import { savedOnLeaving } from '../../../state/use-form'
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
    const stopSaving = savedOnLeaving(keeper.flush)
    return () => {
      stop()
      stopSaving()
    }
  }, [ticketId, keeper])

  const { write, attach, detach, drop, flush, isAttaching } = keeper
  return { ...state, write, attach, detach, drop, flush, isAttaching }
}
