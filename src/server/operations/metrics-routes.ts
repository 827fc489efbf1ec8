import { sql } from 'drizzle-orm'
import type { ServerContext } from '../context'
import { rows } from '../db/database'
import { requireSignIn } from '../accounts/authenticate'
import { isLocal } from '../http/is-local'
import { notFound } from '../refused'
import type { App } from '../http/route'
import { mostTries } from '../tries'

const buckets = [0.005, 0.02, 0.1, 0.5, 2] as const

/**
 * GET /metrics in Prometheus' text form: requests and their times here, log positions and waiting mail in the database. For
 * callers on the server's own machine; to all others there is no such page.
 * @param needToken whether a caller must be signed in as well: where others than its administrators work on that machine
 */
export function metricsRoutes(app: App, context: ServerContext, needToken: boolean): void {
  const { database, decided, faults } = context
  const requests = new Map<string, number>()
  const times = new Map<number, number>()
  let seconds = 0
  let count = 0

  app.addHook('onResponse', (request, reply, done) => {
    const key = `route="${request.routeOptions.url ?? 'unknown'}",method="${request.method}",status="${reply.statusCode}"`
    requests.set(key, (requests.get(key) ?? 0) + 1)
    const took = reply.elapsedTime / 1000
    seconds += took
    count += 1
    for (const le of buckets) if (took <= le) times.set(le, (times.get(le) ?? 0) + 1)
    done()
  })

  void app.register((guarded: App, _options, done) => {
    if (needToken) requireSignIn(guarded as never, context)
    guarded.get('/metrics', { schema: { hide: true } as object }, async (request, reply) => {
      if (!isLocal(request)) throw notFound('page')
      const lines = [
        '# TYPE tijdig_requests_total counter',
        ...[...requests].map(([labels, n]) => `tijdig_requests_total{${labels}} ${n}`),
        '# TYPE tijdig_request_seconds histogram',
        ...buckets.map((le) => `tijdig_request_seconds_bucket{le="${le}"} ${times.get(le) ?? 0}`),
        `tijdig_request_seconds_bucket{le="+Inf"} ${count}`,
        `tijdig_request_seconds_sum ${seconds}`,
        `tijdig_request_seconds_count ${count}`,
        '# TYPE tijdig_mutations_total counter',
        ...[...decided].map(([result, n]) => `tijdig_mutations_total{result="${result}"} ${n}`),
        '# TYPE tijdig_job_failures counter',
        ...[...faults.counts].map(([job, n]) => `tijdig_job_failures{job="${job}"} ${n}`),
        ...(await fromDatabase(database)),
      ]
      return reply.type('text/plain; version=0.0.4').send(`${lines.join('\n')}\n`)
    })
    done()
  })
}

async function fromDatabase({ reading }: ServerContext['database']): Promise<readonly string[]> {
  const mails = await rows<{ state: string; n: number }>(
    reading,
    sql`select state, count(*)::int as n from mail_outbox where state <> 'sent' group by state`,
  )
  const heads = await rows<{ seq: number; workspaces: number }>(
    reading,
    sql`select coalesce(sum(seq), 0)::double precision as seq, count(*)::int as workspaces from change_heads`,
  )
  const leftToPeople = await rows<{ job: string; n: number }>(
    reading,
    sql`select job, count(*)::int as n from job_failures where tries >= ${mostTries}::int group by job`,
  )
  return [
    '# TYPE tijdig_left_to_people gauge',
    ...leftToPeople.map(({ job, n }) => `tijdig_left_to_people{job="${job}"} ${n}`),
    '# TYPE tijdig_outbox_mails gauge',
    ...mails.map(({ state, n }) => `tijdig_outbox_mails{state="${state}"} ${n}`),
    '# TYPE tijdig_changes gauge',
    `tijdig_changes ${heads[0]?.seq ?? 0}`,
    `tijdig_workspaces ${heads[0]?.workspaces ?? 0}`,
  ]
}
