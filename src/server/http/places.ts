/** How many of a costly thing may be under way at once. */
export interface Places {
  /** Takes a place; returns how to give it back, at most once. Null when none is free, for all or for this one. */
  readonly take: (who: string) => (() => void) | null
}

/** @param each of them for one who asks, so that nobody takes the places of all */
export function createPlaces({ all, each }: { readonly all: number; readonly each: number }): Places {
  const taken = new Map<string, number>()
  let count = 0
  const change = (who: string, by: number): void => {
    count += by
    const next = (taken.get(who) ?? 0) + by
    if (next === 0) taken.delete(who)
    else taken.set(who, next)
  }
  return {
    take: (who) => {
      if (count >= all || (taken.get(who) ?? 0) >= each) return null
      change(who, 1)
      let isBack = false
      return () => {
        if (!isBack) change(who, -1)
        isBack = true
      }
    },
  }
}
