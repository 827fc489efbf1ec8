import { QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SentMail } from '../../shared/sync/wire'
import { monday10 } from '../../shared/tickets/example'
import { saveAbsence } from './absence'
import { queries } from './queries'
import { decideOnMail, fetchSentMail, isUndelivered, mailsOf, sendAgain } from './sent-mail'

let asked: {
  readonly path: string
  readonly method?: string
  readonly body?: unknown
  readonly type?: string
}[]
let answer: () => Response | Promise<Response>
beforeEach(() => {
  asked = []
  answer = () => new Response('{}')
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    const type = new Headers(init.headers).get('content-type')
    asked.push({
      path,
      ...(init.method && { method: init.method }),
      ...(typeof init.body === 'string' && { body: JSON.parse(init.body) as unknown }),
      ...(type && { type }),
    })
    return answer()
  })
})
afterEach(() => {
  queries.clear()
  vi.unstubAllGlobals()
})

const gone = (): Promise<Response> => Promise.reject(new TypeError('no network'))
const refused = (status: number, body: unknown) => () => new Response(JSON.stringify(body), { status })
const coded = (status: number, code: string) => refused(status, { code, message: 'x' })
const type = 'application/json'

test('a mail is sent again, or decided on, by its own address', async () => {
  expect(await sendAgain('m1')).toBeNull()
  expect(await decideOnMail('m2', 'arrived')).toBeNull()
  expect(await decideOnMail('m3', 'given-up')).toBeNull()
  expect(asked).toEqual([
    { path: '/api/v1/outbox/m1/send-again', method: 'POST' },
    { path: '/api/v1/outbox/m2/decide', method: 'POST', body: { as: 'arrived' }, type },
    { path: '/api/v1/outbox/m3/decide', method: 'POST', body: { as: 'given-up' }, type },
  ])
})

test.each([
  ['nobody answers', gone, 'unreachable'],
  ['the server fails', coded(500, 'internal'), 'unreachable'],
  ['something else answers', () => new Response('<html>', { status: 404 }), 'unreachable'],
  ['the mail is no longer to be decided on', coded(404, 'not-failed'), 'not-failed'],
])('where %s, it is not called done', async (_what, answers, code) => {
  answer = answers
  expect(await sendAgain('m')).toBe(code)
  expect(await decideOnMail('m', 'arrived')).toBe(code)
})

test('a server that does not give its mail is no server without mail', async () => {
  const { signal } = new AbortController()
  answer = () => new Response('{"mails":[]}')
  expect(await fetchSentMail(signal)).toEqual([])
  expect(await fetchSentMail(signal, 't1')).toEqual([])
  expect(asked.map(({ path }) => path)).toEqual(['/api/v1/outbox', '/api/v1/outbox?ticketId=t1'])
  for (const failing of [gone, coded(503, 'busy'), refused(200, { mails: 'none' })]) {
    answer = failing
    await expect(fetchSentMail(signal)).rejects.toThrow()
  }
})

test('a mail is undelivered once it failed, or somebody was refused; not while it waits for its first try', () => {
  const mail = (state: string, ...recipients: readonly { state: string; answer: string | null }[]) =>
    ({ state, recipients }) as unknown as SentMail
  const took = { state: 'sent', answer: '250 OK' }
  const waits = { state: 'waiting', answer: null }
  const refusal = { state: 'failed', answer: '550 no such user' }
  const later = { state: 'waiting', answer: '451 later' }
  expect(
    [mail('sent', took), mail('waiting', waits), mail('waiting', took, waits)].map(isUndelivered),
  ).toEqual([false, false, false])
  expect([mail('failed'), mail('sent', took, refusal), mail('waiting', later)].map(isUndelivered)).toEqual([
    true,
    true,
    true,
  ])
})

test('a mail that fails after its ticket was opened is found when the ticket says so, and stays while that is asked again', async () => {
  const mails =
    (...states: readonly SentMail['state'][]) =>
    () =>
      new Response(JSON.stringify({ mails: states.map(mailIn) }))
  const ticket = { id: 't1', version: 1, publicReplies: 1 }
  answer = mails('sent')
  const onScreen = new QueryObserver(queries, mailsOf(ticket, true))
  const leave = onScreen.subscribe(() => undefined)
  const states = (): readonly string[] | undefined =>
    onScreen.getCurrentResult().data?.map(({ state }) => state)
  await vi.waitFor(() => expect(states()).toEqual(['sent']))

  answer = mails('failed', 'sent')
  onScreen.setOptions(mailsOf({ ...ticket, version: 2 }, true))
  await vi.waitFor(() => expect(states()).toEqual(['failed', 'sent']))
  answer = mails('sent', 'sent')
  onScreen.setOptions(mailsOf({ ...ticket, version: 3 }, true))
  expect(states()).toEqual(['failed', 'sent'])
  await vi.waitFor(() => expect(states()).toEqual(['sent', 'sent']))
  leave()
})

const mailIn = (state: SentMail['state']): SentMail => ({
  id: crypto.randomUUID(),
  ticketId: null,
  to: ['petra@example.com'],
  subject: 'Printer is silent',
  text: 'Is it switched on?',
  state,
  attempts: 1,
  createdAt: monday10,
  sentAt: null,
  error: null,
  recipients: [],
})

const absence = { awayUntil: 7, standInId: 'joris' }
test('an absence is told to the server as it was said', async () => {
  expect(await saveAbsence(absence)).toBe('saved')
  expect(asked).toEqual([{ path: '/api/v1/me/absence', method: 'PUT', body: absence, type }])
})

test.each([
  ['nobody answers', gone, 'unreachable'],
  ['the sign-in has ended', coded(401, 'signed-out'), 'signed-out'],
  ['the stand-in is gone', coded(422, 'unknown-stand-in'), 'unknown-stand-in'],
  ['the server fails', coded(500, 'internal'), 'unreachable'],
  ['something else answers', () => new Response('<html>', { status: 502 }), 'unreachable'],
])('where %s, an absence is not called saved', async (_what, answers, saved) => {
  answer = answers
  expect(await saveAbsence(absence)).toBe(saved)
})
