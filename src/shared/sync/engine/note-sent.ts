import type { Outbox } from './outbox'
import type { OutboxEntry } from './outbox-entry'

/** Notes in which log work is tried first, before it goes: whether its answer comes, nobody knows. */
export async function noteSent(
  outbox: Pick<Outbox, 'patch'>,
  sending: readonly OutboxEntry[],
  sentIn: string,
): Promise<void> {
  const unsent = sending.filter((entry) => entry.sentIn === undefined)
  // A disk that is full is no reason to keep work from the server.
  await outbox
    .patch(unsent.map(({ mutation }) => ({ id: mutation.id, change: { sentIn } })))
    .catch(() => undefined)
}
