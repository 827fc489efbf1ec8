import { describe, expect, it } from 'vitest'
import { ask } from './support/client'
import { useDesk } from './support/use-desk'

/** What a proxy says of where a request comes from counts only where it is trusted. */
describe.each([
  {
    name: 'this machine is a trusted proxy',
    trustedProxies: ['127.0.0.1'],
    address: '203.0.113.9',
    warns: 0,
  },
  { name: 'another network is trusted', trustedProxies: ['10.0.0.0/8'], address: '127.0.0.1', warns: 1 },
  { name: 'no proxy is trusted', trustedProxies: [], address: '127.0.0.1', warns: 1 },
])('where $name', ({ trustedProxies, address, warns }) => {
  const use = useDesk('pglite', 'administrator', { trustedProxies })

  it('a refused sign-in is told with the address of who really asked', async () => {
    const told: unknown[] = []
    const warned: unknown[] = []
    const { log } = use.desk.context
    const child = log.child.bind(log)
    log.info = ((line: unknown) => void told.push(line)) as typeof log.info
    // Requests log through children.
    log.child = ((...args: Parameters<typeof log.child>) => {
      const made = child(...args)
      made.warn = ((line: unknown) => void warned.push(line)) as typeof made.warn
      return made
    }) as typeof log.child
    const body = { email: 'nobody@alfa.example', password: 'a wrong password', device: 'test' }
    for (let n = 0; n < 3; n++)
      await ask(use.desk.address, 'POST', '/v1/sign-in', body, { 'x-forwarded-for': '203.0.113.9' })
    expect(told).toEqual(Array(3).fill({ event: 'sign-in-refused', address, reason: 'sign-in-refused' }))
    expect(warned).toHaveLength(warns)
  })
})
