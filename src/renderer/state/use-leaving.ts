import { useEffect, useRef } from 'react'
import { useSession } from './session'

/**
 * Does what leaving a field does when the field is taken away: then the browser tells of no leaving. Not for the person who left: what
 * would be done belongs to them, and another one may be signed in.
 */
export function useLeaving(leave: () => void): void {
  const latest = useRef(leave)
  useEffect(() => {
    latest.current = leave
  })
  useEffect(() => forWhoIsHere(() => latest.current()), [])
}

/** Does the same, unless somebody else works here by then, or nobody. */
export function forWhoIsHere(leave: () => void): () => void {
  const present = whoIsHere()
  return () => {
    if (whoIsHere() === present) leave()
  }
}

function whoIsHere(): string {
  const { signedIn } = useSession.getState()
  return signedIn ? `${signedIn.workspaceId} ${signedIn.agent.id}` : ''
}
