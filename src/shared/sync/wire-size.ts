import type { MutationEnvelope } from '../tickets/mutations'
import type { ApiError } from './wire'
import { pushLimits } from './wire'

/**
 * How large a push may be. A limit in characters says little about it: a letter takes up to three bytes, and a line end two.
 */

/** UTF-8 bytes of a string. */
export function byteLength(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    // Each half of a surrogate pair counts two: four together.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2
  }
  return bytes
}

/** Bytes of a mutation as it goes over the wire. */
export const mutationBytes = (mutation: MutationEnvelope): number => byteLength(JSON.stringify(mutation))

/** Room for all that a push says beside its mutations: its longest list names each of them. */
const envelopeBytes = 8 * 1024

/** What the server takes in one request: a mutation that may be written can always be sent. */
export const pushBodyBytes = pushLimits.bytes + envelopeBytes

/** Why a mutation can never be sent; null when it can. To be asked before anything is called saved. */
export const whyTooLarge = (mutation: MutationEnvelope): ApiError | null =>
  mutationBytes(mutation) <= pushLimits.bytes
    ? null
    : { code: 'too-large', message: 'This text is too long to send: shorten it.' }

/** For addresses and everything else that goes with a text. */
const besideText = 32 * 1024

/** Whether a text that is being written can be sent, whatever goes with it. */
export const isTextTooLarge = (text: string): boolean =>
  // Each character takes at most six bytes: short texts need no counting.
  text.length * 6 > pushLimits.bytes - besideText &&
  byteLength(JSON.stringify(text)) > pushLimits.bytes - besideText
