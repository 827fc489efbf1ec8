import { beforeEach, expect, test } from 'vitest'
import type { SignedIn } from '../../shared/ipc/channels'
import { useSession } from './session'
import { forWhoIsHere } from './use-leaving'

const signedIn = (workspaceId: string, agentId: string): SignedIn =>
  ({ workspaceId, agent: { id: agentId } }) as SignedIn
const arrives = (who: SignedIn | null): void => useSession.setState({ signedIn: who })

let done: number
let leave: () => void
beforeEach(() => {
  done = 0
  arrives(signedIn('office', 'sanne'))
  leave = forWhoIsHere(() => (done += 1))
})

test('what was begun in a field is done when the field is taken away', () => {
  // The same person, told anew by main.
  arrives(signedIn('office', 'sanne'))
  leave()
  expect(done).toBe(1)
})

test.each([
  ['is signed in', signedIn('office', 'joris')],
  ['is signed in to another workspace under the same id', signedIn('other', 'sanne')],
  ['is nobody', null],
])('it is not done when who is here by then %s', (_who, next) => {
  arrives(next)
  leave()
  expect(done).toBe(0)
})
