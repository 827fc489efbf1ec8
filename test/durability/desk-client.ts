import type { Page, Worker } from '@playwright/test'
import type { SyncState, WorkerCalls } from '../../src/renderer/data/protocol'
import { teamPassword } from '../support/team-workspace'

/** Calls on a running app's data worker, as its page makes them: through the same message port, answered by the same desk. */
export interface DeskClient {
  readonly call: <N extends keyof WorkerCalls>(
    name: N,
    args: Parameters<WorkerCalls[N]>[0],
  ) => Promise<Awaited<ReturnType<WorkerCalls[N]>>>
  /** What the worker last told of sync; null before the first. */
  readonly sync: () => Promise<SyncState | null>
}

interface TestScope {
  onmessage: (event: { readonly data: unknown }) => void
  postMessage: (message: unknown) => void
  askFromTest?: (name: string, args: unknown) => Promise<unknown>
  syncForTest?: unknown
}

/** Numbers of the page's own calls begin at 1. */
const firstId = 1_000_000_000

/** Attaches to the data worker once it runs. */
export async function attachToDesk(page: Page): Promise<DeskClient> {
  const worker = await dataWorker(page)
  await worker.evaluate((firstId) => {
    const scope = globalThis as unknown as TestScope
    const waiting = new Map<number, (message: Record<string, unknown>) => void>()
    const post = scope.postMessage.bind(globalThis)
    let lastId = firstId
    scope.postMessage = (message) => {
      const heard = message as Record<string, unknown>
      if (heard.kind === 'notice' && heard.name === 'sync') scope.syncForTest = heard.body
      const answered = heard.kind !== 'host-call' && waiting.get(heard.id as number)
      if (answered) answered(heard)
      else post(message)
    }
    scope.askFromTest = (name, args) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        waiting.set(id, (message) => {
          waiting.delete(id)
          if (message.kind === 'answer') resolve(message.answer)
          else reject(new Error(String(message.message)))
        })
        scope.onmessage({ data: { kind: 'call', id, name, args } })
      })
  }, firstId)
  return {
    call: async (name, args) =>
      (await worker.evaluate(
        ([name, args]) => (globalThis as unknown as TestScope).askFromTest?.(name, args),
        [name, args] as const,
      )) as never,
    sync: async () =>
      (await worker.evaluate(
        () => (globalThis as unknown as TestScope).syncForTest ?? null,
      )) as SyncState | null,
  }
}

/** The page's data worker, once it runs. */
export async function dataWorker(page: Page): Promise<Worker> {
  const isData = (worker: Worker): boolean => /worker/i.test(worker.url())
  return page.workers().find(isData) ?? page.waitForEvent('worker', { predicate: isData, timeout: 30_000 })
}

/** Signs in through the bridge, as the form does, and returns when the page has heard of it. */
export async function signInAs(page: Page, url: string, email: string): Promise<void> {
  const answer = await page.evaluate(
    ([url, email, password]) =>
      window.tijdig.request('session.signIn', { server: { kind: 'remote', url }, email, password }),
    [url, email, teamPassword] as const,
  )
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`)
}
