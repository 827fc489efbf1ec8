import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Position } from '../../shared/sync/wire'

/** A position as it goes to clients, with the server's word that the log was there: nobody else can make one. */
export const proven = (proofKey: string, { epoch, seq }: Position): Position => ({
  epoch,
  seq,
  proof: signature(proofKey, epoch, seq),
})

/** Whether this server, or one on the same database, said that the log was at this position. */
export function isProven(proofKey: string, { epoch, seq, proof }: Position): boolean {
  const given = Buffer.from(proof ?? '')
  const right = Buffer.from(signature(proofKey, epoch, seq))
  return given.length === right.length && timingSafeEqual(given, right)
}

const signature = (proofKey: string, epoch: string, seq: number): string =>
  createHmac('sha256', proofKey).update(`${epoch}:${seq}`).digest('base64url')
