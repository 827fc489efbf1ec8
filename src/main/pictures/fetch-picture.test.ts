import { once } from 'node:events'
import type { RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fetchPicture } from './fetch-picture'
import { fetchPictures } from './fetch-pictures'
import { isPublicAddress } from './public-address'

/** For "localhost" only, and trusted by nothing but this test. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgiRogSCaDft3Fbr5F
ZfxjVi4kAzc1M8J04NqZ+0cyPCOhRANCAAQ2NyaoZy4y/KBx7MYHHlaI+piehHNW
Dv78mA+hSUfUsNbnUWTurtxuDN+IaGp6Z6+HKEJGOOALJwpnqGqBUURo
-----END PRIVATE KEY-----`
const cert = `-----BEGIN CERTIFICATE-----
MIIBljCCATugAwIBAgIUb95hTU6OxVb4lRMNEdx1vBL+XD0wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzEzNDgxN1oYDzIxMjYxMDMw
MTM0ODE3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQ2NyaoZy4y/KBx7MYHHlaI+piehHNWDv78mA+hSUfUsNbnUWTurtxu
DN+IaGp6Z6+HKEJGOOALJwpnqGqBUURoo2kwZzAdBgNVHQ4EFgQUlN2spu2p2tX1
oo/MYo4EN9YjXdQwHwYDVR0jBBgwFoAUlN2spu2p2tX1oo/MYo4EN9YjXdQwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SQAwRgIhANfYsZM1kpZL3oZX4z9WW4ITDiiOAfjzkFS+pqnSjpHEAiEA0JL8tNJH
nPDrMcMMSOW/yBXC3cbhF1v4L4EOetLZdCs=
-----END CERTIFICATE-----`
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('a picture on the internet', () => {
  let answer: (path: string, response: ServerResponse) => void
  let headers: object[]
  const listen: RequestListener = (request, response) => {
    headers.push(request.headers)
    answer(request.url ?? '', response)
  }
  const server = createServer({ key, cert }, listen)
  const address = (path: string): string =>
    `https://localhost:${(server.address() as AddressInfo).port}${path}`
  const trusting = { isPublic: () => true, ca: cert }

  beforeAll(async () => {
    server.listen(0, 'localhost')
    await once(server, 'listening')
  })
  beforeEach(() => {
    headers = []
    answer = (_path, response) => response.end(png)
  })
  afterAll(() => server.close())

  it('comes as a data address, asked for without a trace', async () => {
    expect(await fetchPicture(trusting, address('/a.png?u=1'))).toBe(
      `data:image/png;base64,${png.toString('base64')}`,
    )
    expect(Object.keys(headers[0] ?? {}).toSorted()).toEqual(['accept', 'connection', 'host'])
  })

  it('comes with the others of its mail, until they are too much together', async () => {
    const urls = Array.from({ length: 20 }, (_, index) => address(`/${index}.png`))
    const one = `data:image/png;base64,${png.toString('base64')}`
    expect(await fetchPictures(trusting, urls)).toEqual(urls.map(() => one))
    headers = []
    const few = await fetchPictures(trusting, urls, one.length * 3)
    expect(few.filter((picture) => picture !== null)).toHaveLength(3)
    expect(headers.length).toBeLessThan(20)
  })

  it('is never asked for at an address that is not public, by name or by number', async () => {
    const careful = { isPublic: isPublicAddress, ca: cert }
    expect(await fetchPicture(careful, address('/a.png'))).toBeNull()
    expect(await fetchPicture(careful, address('/a.png').replace('localhost', '127.0.0.1'))).toBeNull()
    expect(await fetchPicture(careful, address('/a.png').replace('localhost', '[::1]'))).toBeNull()
    expect(await fetchPicture(careful, address('/a.png').replace('localhost', '2130706433'))).toBeNull()
    expect(headers).toEqual([])
  })

  it('is not asked for without https, or with a name and password', async () => {
    expect(await fetchPicture(trusting, address('/').replace('https', 'http'))).toBeNull()
    expect(await fetchPicture(trusting, address('/').replace('//', '//user:secret@'))).toBeNull()
    expect(await fetchPicture(trusting, 'file:///etc/passwd')).toBeNull()
    expect(headers).toEqual([])
  })

  it('may be moved three times, but never out of https', async () => {
    answer = (path, response) => {
      const left = Number(path.slice(1))
      if (left === 0) response.end(png)
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    }
    expect(await fetchPicture(trusting, address('/3'))).toContain('data:image/png')
    expect(await fetchPicture(trusting, address('/4'))).toBeNull()
    answer = (_path, response) =>
      response.writeHead(302, { location: address('/').replace('https', 'http') }).end()
    expect(await fetchPicture(trusting, address('/'))).toBeNull()
  })

  it.each([
    ['a page that calls itself a picture', '<html></html>'],
    ['an SVG, which can hold scripts', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['nothing', ''],
  ])('is not %s', async (_what, body) => {
    answer = (_path, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(body)
    expect(await fetchPicture(trusting, address('/'))).toBeNull()
  })

  it('is at most 5 MB', async () => {
    answer = (_path, response) => response.end(Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]))
    expect(await fetchPicture(trusting, address('/'))).toBeNull()
  })
})
