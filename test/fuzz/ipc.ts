import type { Page } from '@playwright/test'
import { createChance } from '../../src/server/demo/random'
import { requestNames } from '../../src/shared/ipc/names'
import { corrupt, hostileValue } from './hostile-values'

export interface IpcFuzzReport {
  readonly messages: number
  readonly refused: number
  readonly answered: number
  /** Messages without an answer within ten seconds, and what changed although it was refused. */
  readonly faults: readonly string[]
}

/** Whole arguments of each channel, to be broken. What would really happen (a browser, a sign-in) fails by itself or is left out. */
const samples: Readonly<Record<string, unknown>> = {
  'app.ready': { tickets: 1, runningClocks: 1, nextDeadline: null },
  'app.openExternal': { url: 'javascript:alert(1)' },
  'session.signIn': { server: { kind: 'remote', url: 'ftp://nowhere' }, email: 'a@b.example', password: 'x' },
  'preferences.set': { theme: 'dark' },
  'journal.append': { id: '018f0000-0000-7000-8000-000000000000', bytes: 'AAAA' },
  'journal.forget': { ids: ['018f0000-0000-7000-8000-000000000000'] },
  'alerts.plan': {
    owner: {
      workspaceId: '018f0000-0000-7000-8000-000000000000',
      agentId: '018f0000-0000-7000-8000-000000000000',
    },
    version: 2,
    alerts: [],
    riskAt: [1e12],
    openIntervals: [[1e12, 1.1e12]],
    clockOffsetMs: 0,
    timeZone: 'Europe/Amsterdam',
  },
}

/** These act on any arguments that are an object: whole ones would sign in and out. */
const actsOnAnything: ReadonlySet<string> = new Set(['session.signOut', 'session.openDemo'])
const names = [...requestNames].filter((name) => !actsOnAnything.has(name))
const limitMs = 10_000
const batch = 20

/** Sends broken arguments on every channel of a real window. Each must be refused or answered, and the app must go on. */
export async function fuzzIpc(page: Page, seed: number, messages: number): Promise<IpcFuzzReport> {
  const chance = createChance(seed)
  const counts = { refused: 0, answered: 0, silent: 0 }
  const faults: string[] = []
  const before = await journalIds(page)
  const appended = new Set<string>()
  for (let sent = 0; sent < messages; sent += batch) {
    const made = Array.from({ length: Math.min(batch, messages - sent) }, (_, index) => {
      const name = names[(sent + index) % names.length] ?? ''
      const whole = samples[name] ?? {}
      const args = chance.happens(0.3) ? hostileValue(chance) : corrupt(whole, chance)
      return [chance.happens(0.03) ? String(hostileValue(chance)) : name, args] as const
    })
    const results = await page.evaluate(sendAll, { made: JSON.stringify(made), limitMs })
    for (const [index, result] of results.entries()) {
      counts[result] += 1
      const [name, args] = made[index] ?? []
      if (result === 'silent') faults.push(`${name} gave no answer to ${JSON.stringify(args)?.slice(0, 300)}`)
      if (name === 'journal.append' && result === 'answered')
        appended.add(String((args as { id: unknown }).id))
    }
  }
  for (const id of await journalIds(page))
    if (!before.has(id) && !appended.has(id)) faults.push(`the journal has ${id}, which was refused`)
  return { messages, refused: counts.refused, answered: counts.answered, faults }
}

/** Runs in the page. Arguments come as text, so that an own property named "__proto__" comes through. */
function sendAll({
  made,
  limitMs,
}: {
  made: string
  limitMs: number
}): Promise<('refused' | 'answered' | 'silent')[]> {
  const messages = JSON.parse(made) as [never, never][]
  return Promise.all(
    messages.map(([name, args]) =>
      Promise.race([
        // What nests too deep is refused by the bridge itself, which throws at once.
        Promise.resolve()
          .then(() => window.tijdig.request(name, args))
          .then(
            () => 'answered' as const,
            () => 'refused' as const,
          ),
        new Promise<'silent'>((resolve) => setTimeout(() => resolve('silent'), limitMs)),
      ]),
    ),
  )
}

async function journalIds(page: Page): Promise<ReadonlySet<string>> {
  const { records } = await page.evaluate(() => window.tijdig.request('journal.read', {}))
  return new Set(records.map(({ id }) => id))
}
