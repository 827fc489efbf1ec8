import { z } from 'zod'
import { readAnswer } from '../../src/shared/sync/engine/answer'
import type { FileSender, RawAnswer } from '../../src/shared/sync/engine/ports'
import type { Disk } from './disk'
import type { PlantedBug } from './planted'

const finalStatuses = [409, 413, 415, 422]

/** What the client makes of uploads under some planted bugs; `asAnother` sends a file under another id. */
export function uploadsByBug(
  bug: PlantedBug | null,
  { send }: FileSender,
  disk: Disk,
  asAnother: FileSender['send'],
): FileSender {
  const sentBefore = new Set<string>()
  let isStopped = false

  async function sendByBug(id: string): ReturnType<FileSender['send']> {
    if (bug === 'reply-before-file') {
      void send(id)
      return stored
    }
    if (bug === 'refused-file-stops-others' && isStopped) return null
    const answer = await (bug === 'upload-as-another' && sentBefore.has(id) ? asAnother(id) : send(id))
    if (answer === null || answer === 'not-kept') return answer
    const isRefused = finalStatuses.includes(answer.status)
    isStopped ||= isRefused
    if (bug === 'refused-file-waits' && isRefused) return { ...answer, status: 503 }
    if (answer.status === 200 && bug === 'upload-believed') return stored
    if ((await readAnswer(answer, z.object({}))).kind !== 'ok') return answer
    sentBefore.add(id)
    if (bug === 'file-let-go-when-sent') await disk.outbox.step(({ files }) => files.delete(id))
    return answer
  }

  return { send: sendByBug }
}

/** An answer that says: stored. */
const stored: RawAnswer = {
  status: 200,
  contentType: 'application/json',
  retryAfterMs: null,
  protocol: null,
  text: () => Promise.resolve('{}'),
  lines: () => {
    throw new Error('Not a stream')
  },
}
