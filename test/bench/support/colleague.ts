import { randomUUID } from 'node:crypto'
import { uuidV7 } from '../../../src/shared/uuid-v7'
import { pushResponse, session } from '../../../src/shared/sync/wire'
import { colleagueEmail, password } from './world'

/** Another person on the same server, as a plain client. */
export interface Colleague {
  /** Gives a ticket another subject. Times are epoch ms: when the request left, and when its answer was here. */
  readonly rename: (
    ticketId: string,
    former: string,
    subject: string,
  ) => Promise<{ readonly sentAt: number; readonly answeredAt: number }>
}

const epochNow = (): number => performance.timeOrigin + performance.now()

/** Signs a colleague in. */
export async function createColleague(url: string): Promise<Colleague> {
  const post = async (path: string, body: unknown, token = ''): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }
  const { token } = session.parse(
    await post('/v1/sign-in', { email: colleagueEmail, password, device: 'bench' }),
  )
  const deviceId = randomUUID()
  return {
    async rename(ticketId, former, subject) {
      const sentAt = epochNow()
      const mutation = {
        id: uuidV7(Date.now(), Math.random),
        type: 'ticket.edit',
        v: 1,
        ticketId,
        args: { changes: [{ field: 'subject', from: former, to: subject }] },
        seen: { version: 0, customerMessages: 0, publicReplies: 0 },
        after: [],
        writtenAt: Date.now(),
      }
      const { outcomes } = pushResponse.parse(
        await post('/v1/sync/push', { deviceId, mutations: [mutation] }, token),
      )
      const answeredAt = epochNow()
      const [outcome] = outcomes
      if (outcome?.result !== 'applied')
        throw new Error(`The change was not taken: ${JSON.stringify(outcome)}`)
      return { sentAt, answeredAt }
    },
  }
}
