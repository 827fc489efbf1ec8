import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Position } from '../../../shared/sync/wire'

/** A place in the log and when its row was written: after a restore other rows come to have the same numbers. */
export interface LoggedPosition {
  readonly epoch: string
  readonly seq: number
  /** Null when there is no such row (any more). */
  readonly at: number | null
}

/** A position as it goes to clients, with the server's word that the log was there: nobody else can make one. */
export const proven = (proofKey: string, position: LoggedPosition): Position => ({
  epoch: position.epoch,
  seq: position.seq,
  proof: `${position.at ?? ''}:${signature(proofKey, position)}`,
})

/** The position that this server, or one on the same database, signed; null when nobody did. */
export function provenPosition(proofKey: string, { epoch, seq, proof }: Position): LoggedPosition | null {
  const [at = '', signed = ''] = (proof ?? '').split(':')
  const position = { epoch, seq, at: at === '' ? null : Number(at) }
  const given = Buffer.from(signed)
  const right = Buffer.from(signature(proofKey, position))
  return given.length === right.length && timingSafeEqual(given, right) ? position : null
}

const signature = (proofKey: string, { epoch, seq, at }: LoggedPosition): string =>
  createHmac('sha256', proofKey)
    .update(`${epoch}:${seq}:${at ?? ''}`)
    .digest('base64url')
