import { lookup } from 'node:dns'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'

export interface PicturePort {
  /** Whether an IP address may be connected to. */
  readonly isPublic: (address: string) => boolean
  /** A certificate authority to trust instead of the usual ones, for tests. */
  readonly ca?: string
}

const limits = { bytes: 5 * 1024 * 1024, redirects: 3, ms: 15_000 } as const

/**
 * Fetches one picture of a mail, on a person's click. Only https, only from public addresses (the address that was checked is the
 * one that is connected to), without cookies, referrer or a name of our own; at most 5 MB, and only what begins as a PNG, JPEG,
 * GIF or WebP does. Answers a `data:` address; null for anything else.
 */
export async function fetchPicture(port: PicturePort, address: string): Promise<string | null> {
  const stop = AbortSignal.timeout(limits.ms)
  try {
    let url = new URL(address)
    for (let redirects = 0; redirects <= limits.redirects; redirects += 1) {
      const answer = await get(port, url, stop)
      const { statusCode = 0, headers } = answer
      if (statusCode === 200) return dataAddress(await bytesOf(answer))
      answer.destroy()
      if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location) return null
      url = new URL(headers.location, url)
    }
    return null
  } catch {
    return null
  }
}

function get({ isPublic, ca }: PicturePort, url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const refused = url.protocol !== 'https:' || url.username !== '' || url.password !== ''
  // A name is checked when it is looked up; an address is never looked up.
  if (refused || (isIP(host) !== 0 && !isPublic(host))) return Promise.reject(new Error('refused'))
  const checked: LookupFunction = (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      const open = error ? [] : found.filter(({ address }) => isPublic(address))
      const [first] = open
      if (!first) done(error ?? new Error('refused'), '', 0)
      else if (options.all) done(null, open)
      else done(null, first.address, first.family)
    })
  }
  return new Promise((resolve, reject) => {
    const headers = { accept: 'image/png,image/jpeg,image/gif,image/webp' }
    const options = { headers, lookup: checked, signal, agent: false as const, ...(ca ? { ca } : {}) }
    request(url, options, resolve).on('error', reject).end()
  })
}

async function bytesOf(answer: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > limits.bytes) throw new Error('too large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** By their first twelve bytes, in hexadecimal digits. */
const beginnings = [
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^47494638(37|39)61/],
  ['image/webp', /^52494646.{8}57454250/],
] as const

function dataAddress(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 12).toString('hex')
  const type = beginnings.find(([, beginning]) => beginning.test(start))?.[0]
  return type ? `data:${type};base64,${bytes.toString('base64')}` : null
}
