import { useEffect, useEffectEvent, useState } from 'react'
import { readerOf } from './reader'

/** What `ask` answered last; `first` until then. It is asked again whenever `revision` is another. */
export function useAnswer<T extends object | null>(
  first: T,
  ask: () => Promise<T>,
  revision: string | number,
): T {
  const [answer, setAnswer] = useState(first)
  const askNow = useEffectEvent(ask)
  useEffect(() => {
    const reader = readerOf({ read: () => askNow(), show: setAnswer })
    reader.read()
    return reader.stop
  }, [revision])
  return answer
}
