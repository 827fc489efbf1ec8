import { deskAnswer } from '../../shared/sync/api-wire'
import type { DeskAnswer, DeskReport } from '../../shared/sync/wire'
import type { ApiPort } from '../protocol/api-proxy'
import { proxyApi } from '../protocol/api-proxy'
import { appOrigin } from '../protocol/scheme'

/** POST /v1/desk at the signed-in server. Null when nobody is signed in, or what came is no answer to this. */
export async function askDesk(api: ApiPort, report: DeskReport): Promise<DeskAnswer | null> {
  const url = `${appOrigin}/api/v1/desk`
  const request = new Request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(report),
    signal: AbortSignal.timeout(20_000),
  })
  const answer = await proxyApi(api, new URL(url), request)
  if (!answer.ok) {
    await answer.body?.cancel()
    return null
  }
  const parsed = deskAnswer.safeParse(await answer.json())
  return parsed.success ? parsed.data : null
}
