import type { Person, SignedIn } from '../shared/ipc/channels'

/** Who works here; null for nobody. */
export const personOf = (who: SignedIn | null): Person | null =>
  who && { workspaceId: who.workspaceId, agentId: who.agent.id }

/** A name for a person of a workspace, under which main's files keep what is theirs; null for nobody. */
export const personKey = (person: Person | null): string | null =>
  person && `${person.workspaceId} ${person.agentId}`
