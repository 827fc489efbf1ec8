import { expect, it } from 'vitest'
import { readOptions } from './cli-options'

it('listens on the loopback address with the embedded database when nothing is said', () => {
  expect(readOptions([], {})).toEqual({
    databaseUrl: undefined,
    data: 'tijdig-data',
    host: '127.0.0.1',
    port: 8450,
    createAdmin: null,
    restored: false,
    backupAgeMs: 0,
  })
})

it('takes PostgreSQL from the environment', () => {
  expect(readOptions(['--port', '0'], { DATABASE_URL: 'postgres://x/y' })).toMatchObject({
    databaseUrl: 'postgres://x/y',
    port: 0,
    backupAgeMs: 24 * 3_600_000,
  })
})

it.each([['--port', 'http'], ['--port', '70000'], ['--create-admin'], ['--no-such-option']])(
  'refuses %s %s',
  (...args) => {
    expect(() => readOptions(args, {})).toThrow()
  },
)
