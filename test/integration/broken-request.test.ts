import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { useDesk } from './support/use-desk'

const use = useDesk('pglite')

/** Writes these bytes to the server and answers all that comes until it hangs up. */
function say(text: string): Promise<string> {
  const { hostname, port } = new URL(use.desk.address)
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(Number(port), hostname, () => socket.write(text))
    socket.on('data', (bytes) => (heard += bytes.toString()))
    socket.on('end', () => resolve(heard))
    socket.on('error', reject)
  })
}

it('answers what is no request in the form of every other error, and hangs up', async () => {
  const long = await say(`GET /health HTTP/1.1\r\nHost: desk\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`)
  expect(long).toMatch(/^HTTP\/1\.1 431 /)
  expect(long).toContain('Connection: close')
  expect(JSON.parse(long.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'headers-too-large' })
  const garbage = await say('HELLO, IS THIS THE DESK?\r\n\r\n')
  expect(garbage).toMatch(/^HTTP\/1\.1 400 /)
  expect(JSON.parse(garbage.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'not-http' })
})

it('answers who takes it for a proxy', async () => {
  const heard = await say('CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n')
  expect(heard).toMatch(/^HTTP\/1\.1 405 /)
  expect(JSON.parse(heard.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'no-proxy' })
})
