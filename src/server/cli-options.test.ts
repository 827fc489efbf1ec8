import { expect, it } from 'vitest'
import { readOptions, warningFor } from './cli-options'

it('listens on the loopback address with the embedded database when nothing is said', () => {
  expect(readOptions([], {})).toEqual({
    databaseUrl: undefined,
    data: 'tijdig-data',
    host: '127.0.0.1',
    port: 8450,
    createAdmin: null,
    restored: false,
    backupAgeMs: 0,
    openDocs: false,
    hostNames: null,
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

it('takes the names under which it answers, and opens its documentation when asked', () => {
  const args = ['--host-name', 'desk.example', '--host-name', 'desk.local', '--open-docs']
  expect(readOptions(args, {})).toMatchObject({ hostNames: ['desk.example', 'desk.local'], openDocs: true })
})

it.each([
  ['127.0.0.1', false],
  ['127.0.1.1', false],
  ['::1', false],
  ['localhost', false],
  ['0.0.0.0', true],
  ['::', true],
  ['192.168.1.4', true],
  ['desk.example', true],
])('on %s warns of plain http: %s', (host, warns) => {
  expect(warningFor(host) !== null).toBe(warns)
})
