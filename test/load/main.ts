import { writeFileSync, existsSync, readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { readOptions } from '../support/options'
import { startPostgres } from '../support/postgres'
import { projectRoot } from '../support/server-process'
import { measureFloors, type Floors } from './floors'
import { measureServer, type ServerFigures } from './server-run'

const usage = `npm run load -- [--clients 1000] [--rate 50] [--seconds 30] [--write]
One server on PostgreSQL, many connected clients, steady changes; beside it the same rows by plain SQL and the same bytes by
plain HTTP. --write puts the table into docs/performance.md.`

const { write, ...wanted } = readOptions(usage, { clients: 1000, rate: 50, seconds: 30, write: false })

const postgres = await startPostgres({ fsync: true })
if (!postgres) throw new Error('PostgreSQL is not installed: sudo apt-get install postgresql')
try {
  const server = await measureServer(postgres, wanted)
  const floors = await measureFloors(postgres, wanted, server.changes)
  const table = tableOf(server, floors)
  console.log(table)
  if (write) keep(table)
} finally {
  await postgres.stop()
}

function tableOf({ crowd, ...server }: ServerFigures, { http, sql }: Floors): string {
  const ms = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0))
  const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const times = (a: number, b: number): string => `${(a / b).toFixed(1)} ×`
  const { clients, rate } = wanted
  return [
    `${clients} clients, ${rate} changes a second for ${server.seconds.toFixed(0)} s, all processes on one machine with ${cpus().length} cores (${cpus()[0]?.model ?? ''}), whose load average was ${loadavg()[1]?.toFixed(0)} for work that is not of this measurement too.`,
    '',
    row('', 'Tijdig', 'floor', 'ratio'),
    row('---', '---:', '---:', '---:'),
    row(
      'commit to client, p50',
      `${ms(crowd.p50)} ms`,
      `${ms(http.crowd.p50)} ms`,
      times(crowd.p50, http.crowd.p50),
    ),
    row(
      'commit to client, p99',
      `${ms(crowd.p99)} ms`,
      `${ms(http.crowd.p99)} ms`,
      times(crowd.p99, http.crowd.p99),
    ),
    row(
      'push to answer, p50',
      `${ms(server.pushP50)} ms`,
      `${ms(sql.p50)} ms`,
      times(server.pushP50, sql.p50),
    ),
    row(
      'push to answer, p99',
      `${ms(server.pushP99)} ms`,
      `${ms(sql.p99)} ms`,
      times(server.pushP99, sql.p99),
    ),
    row(
      'CPU of the server process',
      `${server.cpu.toFixed(1)} s`,
      `${http.cpu.toFixed(1)} s`,
      times(server.cpu, http.cpu),
    ),
    row(
      'CPU of PostgreSQL',
      `${server.postgresCpu.toFixed(1)} s`,
      `${sql.cpu.toFixed(1)} s`,
      times(server.postgresCpu, sql.cpu),
    ),
    row(
      'memory of the server process (RSS)',
      `${server.rss.toFixed(0)} MB`,
      `${http.rss.toFixed(0)} MB`,
      times(server.rss, http.rss),
    ),
    row('pulls', `${crowd.pulls}`, `${http.crowd.pulls}`, times(crowd.pulls, http.crowd.pulls)),
    row(
      'bytes pulled',
      `${crowd.megabytes.toFixed(0)} MB`,
      `${http.crowd.megabytes.toFixed(0)} MB`,
      times(crowd.megabytes, http.crowd.megabytes),
    ),
    row(
      'changes that arrived',
      `${crowd.arrivals} of ${crowd.expected}`,
      `${http.crowd.arrivals} of ${http.crowd.expected}`,
      '',
    ),
    row('failed calls', `${crowd.failures}`, `${http.crowd.failures}`, ''),
    '',
    'Floor of latency, server CPU, memory and bytes: the same changes from memory by `node:http` alone. Floor of a push and of PostgreSQL: the same rows by plain SQL, one transaction each, fsync on.',
  ].join('\n')
}

function keep(table: string): void {
  const path = join(projectRoot, 'docs/performance.md')
  const [begin, end] = ['<!-- load -->', '<!-- /load -->']
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '# Performance\n'
  const part = `${begin}\n\n${table}\n\n${end}`
  const after = before.includes(begin)
    ? `${before.slice(0, before.indexOf(begin))}${part}${before.slice(before.indexOf(end) + end.length)}`
    : `${before.trimEnd()}\n\n## Load\n\n\`npm run load\`: one server on PostgreSQL, beside its floor from the same run.\n\n${part}\n`
  writeFileSync(path, after)
}
