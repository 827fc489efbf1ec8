import { fastify } from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { limitBytesInFlight } from './bytes-in-flight'
import { answerErrors } from './errors'

const app = fastify()
let letGo = (): void => undefined
afterEach(() => app.close())

it('refuses for now what would be more than the limit together, and takes it when the others are answered', async () => {
  answerErrors(app)
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const gate = new Promise<void>((resolve) => (letGo = resolve))
  let isHeld = (): void => undefined
  const held = new Promise<void>((resolve) => (isHeld = resolve))
  app.put('/file', { onRequest: limitBytesInFlight(100, 100) }, async (request) => {
    if ((request.body as Buffer).length === 60) {
      isHeld()
      await gate
    }
    return 'ok'
  })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const put = (length: number) => fetch(`${address}/file`, { method: 'PUT', body: Buffer.alloc(length) })

  const first = put(60)
  await held
  expect((await put(40)).status).toBe(200)
  const refused = await put(41)
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('5')
  expect(await refused.json()).toMatchObject({ code: 'too-busy' })
  letGo()
  expect((await first).status).toBe(200)
  // One alone is taken whatever its length: else a limit below the largest file would refuse that for ever.
  expect((await put(5000)).status).toBe(200)
})
