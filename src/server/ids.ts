import { randomBytes } from 'node:crypto'
import { uuidV7 } from '../shared/uuid-v7'

/** Where a server's ids and secrets come from: given from outside, so that tests can fix them. */
export interface Random {
  /** A UUIDv7: ids made one after another lie beside each other in an index. */
  readonly uuid: (now: number) => string
  /** 256 bits, base64url. */
  readonly token: () => string
}

export const systemRandom: Random = {
  uuid: (now) => uuidV7(now, secureRandom),
  token: () => randomBytes(32).toString('base64url'),
}

/** From 0 up to 1, with 48 bits that nobody can guess. */
const secureRandom = (): number => randomBytes(6).readUIntBE(0, 6) / 2 ** 48
