import { useCommands } from '../../state/commands'
import { openTicket, useNavigation } from '../../state/navigation'
import { placeOf, selectNext, selectPlace, useQueueWindow } from '../../state/queue-window'
import type { RowList } from './row-list'

/** Moves the selection through the queue by key, and keeps it on screen. */
export function useQueueKeys(list: { readonly current: RowList | null }): void {
  const follow = (place: number | null): boolean => {
    if (place === null) return false
    list.current?.scrollTo(place)
    return true
  }
  const page = (): number => list.current?.pageRows() ?? 1
  useCommands({
    'queue.next': () => follow(selectNext(1)),
    'queue.previous': () => follow(selectNext(-1)),
    'queue.nextPage': () => follow(selectNext(page())),
    'queue.previousPage': () => follow(selectNext(-page())),
    'queue.first': () => follow(selectPlace(0)),
    'queue.last': () => follow(selectPlace(Infinity)),
    'queue.open': () => {
      const { selectedId, next } = useNavigation.getState()
      const { found } = useQueueWindow.getState()
      // What was selected before a search or a view that is still on its way is not what the person sees coming.
      if (selectedId === null || next !== null || !found || placeOf(selectedId, found) === null) return false
      openTicket(selectedId)
      return true
    },
  })
}
