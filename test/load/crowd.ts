import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ClientOrders } from './clients'
import { percentile } from './figures'

/** Many clients in two processes of their own. */
export interface Crowd {
  /** Ends them, and tells what they saw. `committedAt`: when each position came to be, epoch ms. */
  readonly stop: (committedAt: ReadonlyMap<number, number>) => Promise<CrowdFigures>
}

export interface CrowdFigures {
  /** From commit to the moment at which a client has the change, ms; one value a client and change. */
  readonly p50: number
  readonly p99: number
  readonly worst: number
  /** Changes that arrived, summed over clients. */
  readonly arrivals: number
  /** Changes that should have arrived. */
  readonly expected: number
  readonly pulls: number
  readonly megabytes: number
  readonly failures: number
}

interface Report {
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly at: readonly number[]
  readonly bytes: number
  readonly pulls: number
  readonly failures: number
}

const processes = 2

export async function openCrowd(orders: ClientOrders): Promise<Crowd> {
  const share = { ...orders, clients: Math.ceil(orders.clients / processes) }
  const children = Array.from({ length: processes }, () =>
    fork(join(import.meta.dirname, 'clients.ts'), {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
    }),
  )
  process.once('exit', () => children.forEach((child) => child.kill('SIGKILL')))
  await Promise.all(
    children.map(async (child) => {
      const ready = once(child, 'message')
      child.send(share)
      await ready
    }),
  )
  return {
    stop: async (committedAt) => {
      const reports = await Promise.all(children.map(stopOne))
      return figuresOf(reports, committedAt, share.clients * processes)
    },
  }
}

async function stopOne(child: ChildProcess): Promise<Report> {
  const answer = once(child, 'message')
  child.send('stop')
  const [report] = (await answer) as [Report]
  await once(child, 'exit')
  return report
}

function figuresOf(
  reports: readonly Report[],
  committedAt: ReadonlyMap<number, number>,
  clients: number,
): CrowdFigures {
  const latencies: number[] = []
  for (const { from, to, at } of reports)
    for (const [index, arrived] of at.entries())
      for (let seq = from[index] ?? 0; seq <= (to[index] ?? -1); seq += 1) {
        const committed = committedAt.get(seq)
        if (committed !== undefined) latencies.push(arrived - committed)
      }
  const sorted = Float64Array.from(latencies).sort()
  const sum = (key: 'bytes' | 'pulls' | 'failures'): number =>
    reports.reduce((total, report) => total + report[key], 0)
  return {
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    worst: sorted.at(-1) ?? NaN,
    arrivals: sorted.length,
    expected: committedAt.size * clients,
    pulls: sum('pulls'),
    megabytes: sum('bytes') / 1e6,
    failures: sum('failures'),
  }
}
