import { expect, it } from 'vitest'
import { readOptions, warningsFor } from './cli-options'

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
    trustedProxies: ['loopback'],
    publicUrl: null,
    idleDays: 30,
  })
})

it('takes proxies, its own address and the term of a sign-in from options or the environment', () => {
  const said = [
    '--trust-proxy',
    '10.0.0.0/8, fd00::1',
    '--public-url',
    'https://desk.example.com/',
    '--idle-days',
    '7',
  ]
  const expected = {
    trustedProxies: ['10.0.0.0/8', 'fd00::1'],
    publicUrl: 'https://desk.example.com',
    idleDays: 7,
  }
  expect(readOptions(said, {})).toMatchObject(expected)
  const environment = {
    TIJDIG_TRUST_PROXY: '10.0.0.0/8,fd00::1',
    TIJDIG_PUBLIC_URL: 'https://desk.example.com',
    TIJDIG_IDLE_DAYS: '7',
  }
  expect(readOptions([], environment)).toMatchObject(expected)
  expect(readOptions(['--trust-proxy', 'none'], {})).toMatchObject({ trustedProxies: [] })
})

it('takes PostgreSQL from the environment', () => {
  expect(readOptions(['--port', '0'], { DATABASE_URL: 'postgres://x/y' })).toMatchObject({
    databaseUrl: 'postgres://x/y',
    port: 0,
    backupAgeMs: 24 * 3_600_000,
  })
})

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
  expect(warningsFor({ host, publicUrl: null })).toHaveLength(warns ? 1 : 0)
})

it.each([
  ['http://desk.example.com', true],
  ['http://192.0.2.1:8450', true],
  ['https://desk.example.com', false],
  ['http://localhost:8450', false],
  ['http://[::1]:8450', false],
])('for links to %s warns of plain http: %s', (publicUrl, warns) => {
  expect(warningsFor({ host: '127.0.0.1', publicUrl })).toHaveLength(warns ? 1 : 0)
})

it.each([
  ['--port', 'http'],
  ['--port', '70000'],
  ['--create-admin'],
  ['--no-such-option'],
  ['--trust-proxy', 'proxy.example'],
  ['--trust-proxy', '10.0.0.0/33'],
  ['--public-url', 'desk'],
  ['--public-url', 'javascript:x'],
  ['--idle-days', '0'],
])('refuses %s %s', (...args) => {
  expect(() => readOptions(args, {})).toThrow()
})
