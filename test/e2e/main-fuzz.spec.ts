import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { requests } from '../../src/shared/ipc/channels'
import type { RequestName } from '../../src/shared/ipc/channels'
import { barePage } from './support/bare-page'
import { expect, test } from './support/test'

/** How many broken requests; the seed is printed when something is wrong, and can be given back. */
const calls = Number(process.env.TIJDIG_FUZZ_CALLS ?? 1200)
const seed = Number(process.env.TIJDIG_FUZZ_SEED ?? 20_260_209)

const uuid = '018f0000-0000-7000-8000-000000000001'
const alert = {
  rule: 'response',
  ticketId: uuid,
  ticketNumber: 1,
  subject: 's',
  customer: 'c',
  clock: 'response',
  leadMinutes: 15,
  at: 4_000_000_000_000,
  due: 4_000_000_000_000,
}

/** A right example of every request that may be asked at random; each broken one is made from it. */
const examples = {
  'app.who': {},
  'app.start': {},
  'app.openExternal': { url: 'file:///etc/passwd' },
  'session.signIn': { server: { kind: 'remote', url: 'http://127.0.0.1:9' }, email: 'a@b.nl', password: 'x' },
  'preferences.set': { density: 'normal' },
  'journal.append': { id: uuid, bytes: 'aGFsbG8=' },
  'journal.read': {},
  'journal.forget': { ids: [uuid] },
  'alerts.plan': {
    owner: { workspaceId: uuid, agentId: uuid },
    version: 2,
    alerts: [alert],
    riskAt: [4_000_000_000_000],
    openIntervals: [[1_000_000_000_000, 1_000_000_001_000]],
  },
  'alerts.history': {},
  'alerts.markSeen': {},
} as const satisfies Partial<Record<RequestName, unknown>>

test('main outlives any request: it answers by its schema or refuses, and changes nothing it should not', async ({
  app,
  profile,
}) => {
  test.setTimeout(60_000 + calls * 40)
  profile.expectProblem(/./)
  const page = await barePage(app)
  const tally = await page.evaluate(
    async ([rightOnes, count, firstSeed]) => {
      let state = firstSeed >>> 0
      const next = (below: number): number => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
        return Math.floor((state / 2 ** 32) * below)
      }
      const hostile: readonly (() => unknown)[] = [
        () => null,
        () => undefined,
        () => -1,
        () => Number.NaN,
        () => 2 ** 53,
        () => 10n,
        () => '',
        () => 'a\u0000b',
        () => '\ud800',
        () => '../../etc/passwd',
        () => 'x'.repeat(800_000),
        () => [],
        () => Array.from({ length: 20_001 }, () => ({})),
        () => ({ __proto__: null, constructor: { prototype: { polluted: true } } }),
        () => JSON.parse('{"__proto__":{"polluted":true}}') as unknown,
        () => new Date(Number.NaN),
        () => new Map([[{}, {}]]),
        () => new Uint8Array(1_000_000),
        () => new Error('x'),
        () => Array.from({ length: 400 }).reduce((inner: unknown) => [inner], 0),
        () => () => 1,
      ]
      const broken = (value: unknown): unknown => {
        if (next(4) === 0 || typeof value !== 'object' || value === null)
          return hostile[next(hostile.length)]?.()
        const copy: Record<string, unknown> = Array.isArray(value)
          ? ([...(value as unknown[])] as never)
          : { ...value }
        const keys = Object.keys(copy)
        const key = next(8) === 0 || keys.length === 0 ? 'constructor' : (keys[next(keys.length)] ?? 'x')
        if (next(6) === 0) delete copy[key]
        else copy[key] = broken(copy[key])
        return copy
      }
      const names = Object.keys(rightOnes)
      const tally = { answered: 0, refused: 0, strange: [] as string[] }
      for (let call = 0; call < count; call += 1) {
        const name = names[next(names.length)] as keyof typeof rightOnes
        const args = broken(rightOnes[name])
        try {
          await tijdig.request(name, args as never)
          tally.answered += 1
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error)
          if (/is refused|could not be cloned/.test(message)) tally.refused += 1
          else tally.strange.push(`call ${call} of seed ${firstSeed}, ${name}: ${message.slice(0, 300)}`)
        }
      }
      return tally
    },
    [examples, calls, seed] as const,
  )
  expect(tally.strange).toEqual([])
  expect(tally.refused).toBeGreaterThan(calls / 3)
  expect(tally.answered + tally.refused).toBe(calls)

  // Main is well: it answers as it should, nobody was signed in, and no prototype was touched.
  const start = requests['app.start'].answer.parse(await page.evaluate(() => tijdig.request('app.start', {})))
  expect(start.signedIn).toBeNull()
  expect(
    requests['journal.read'].answer.safeParse(await page.evaluate(() => tijdig.request('journal.read', {})))
      .success,
  ).toBe(true)
  expect(await app.electron.evaluate(() => 'polluted' in {})).toBe(false)
  const log = readFileSync(join(profile.userData, 'logs', 'main.log'), 'utf8')
  expect(log).not.toMatch(/Unhandled|uncaught/i)
})
