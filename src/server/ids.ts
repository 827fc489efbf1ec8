import { randomBytes } from 'node:crypto'

/** Where a server's ids and secrets come from: given from outside, so that tests can fix them. */
export interface Random {
  /** A UUIDv7: ids made one after another lie beside each other in an index. */
  readonly uuid: (now: number) => string
  /** 256 bits, base64url. */
  readonly token: () => string
}

export const systemRandom: Random = {
  uuid: (now) => uuidVersion7(now, randomBytes(10)),
  token: () => randomBytes(32).toString('base64url'),
}

/** RFC 9562, version 7: 48 bits of epoch milliseconds, then 74 random bits. */
export function uuidVersion7(now: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(Math.floor(now), 0, 6)
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
