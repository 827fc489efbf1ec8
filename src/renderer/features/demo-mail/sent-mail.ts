import { z } from 'zod'
import { sentMail } from '../../../shared/sync/wire'
import type { SentMail } from '../../../shared/sync/wire'

const answer = z.union([
  z.array(sentMail),
  z.object({ mails: z.array(sentMail) }).transform(({ mails }) => mails),
])

/** The server's sent mail, newest first. Throws when the server does not answer. */
export async function fetchSentMail(signal: AbortSignal): Promise<readonly SentMail[]> {
  const response = await fetch('/api/v1/outbox', { signal })
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return answer.parse(await response.json())
}
