import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { postgresProgram } from './postgres'

/** A backup of one database, in a file that goes when it is discarded. */
export interface DatabaseBackup {
  /** Puts the whole database back to what it was. Whoever uses it is thrown out: its server is stopped first. */
  readonly restore: () => Promise<void>
  readonly discard: () => void
}

const run = promisify(execFile)

/** Backs a PostgreSQL database up as an administrator does: with `pg_dump`, while it is in use. */
export async function backUpDatabase(url: string): Promise<DatabaseBackup> {
  const folder = mkdtempSync(join(tmpdir(), 'tijdig-backup-'))
  const file = join(folder, 'backup.dump')
  await run(postgresProgram('pg_dump'), ['--format=custom', `--file=${file}`, url])
  return {
    restore: async () => {
      const { pathname } = new URL(url)
      const client = new pg.Client({ connectionString: new URL('/postgres', url).href })
      await client.connect()
      await client.query(`drop database ${pathname.slice(1)} with (force)`)
      await client.query(`create database ${pathname.slice(1)}`)
      await client.end()
      await run(postgresProgram('pg_restore'), ['--exit-on-error', `--dbname=${url}`, file])
    },
    discard: () => rmSync(folder, { recursive: true, force: true }),
  }
}
