import { startPostgres } from './postgres'

/**
 * Before the integration tests: one PostgreSQL for all of them, its address in TIJDIG_TEST_DATABASE_URL (unless that names
 * one already). Without PostgreSQL the tests on it are skipped; `npm test` sees to it that there is one.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TIJDIG_TEST_DATABASE_URL) return undefined
  const server = await startPostgres()
  if (server === null) {
    process.stderr.write(
      '\nNo PostgreSQL here: the tests on it are SKIPPED. Type: sudo apt-get install postgresql\n\n',
    )
    return undefined
  }
  process.env.TIJDIG_TEST_DATABASE_URL = server.url
  return server.stop
}
