import { cutText } from '../../shared/cut-text'
import type { Fault } from '../../shared/ipc/channels'

/**
 * An error as the log may have it: its name, its message without what stands in quotes, and the places in the code. An error of
 * reading JSON quotes what it read, which may be what a customer wrote. Null for what is no fault: something was
 * called off, or a browser found no room in one frame.
 */
export function faultOf(error: unknown, where: Fault['where'], part?: string): Fault | null {
  if (!(error instanceof Error || isDomException(error)))
    return isNoise(String(error)) ? null : { ...at(where, part), name: typeof error, message: '', stack: '' }
  const { name, message, stack = '' } = error
  if (name === 'AbortError' || isNoise(message)) return null
  return {
    ...at(where, part),
    name: cutText(name, 100),
    message: cutText(message.replaceAll(quoted, '…'), 200),
    stack: cutText(placesOf(stack), 3000),
  }
}

const at = (where: Fault['where'], part: string | undefined): Pick<Fault, 'where' | 'part'> =>
  part === undefined ? { where } : { where, part: cutText(part, 40) }

const quoted = /"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|‘[^’]*’/g
const isNoise = (message: string): boolean => message.startsWith('ResizeObserver loop')
const isDomException = (error: unknown): error is DOMException =>
  typeof DOMException !== 'undefined' && error instanceof DOMException

/** The first lines of a stack repeat the message: only those that name a place are kept. */
const placesOf = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => /^\s*at /.test(line))
    .map((line) => line.trim())
    .join('\n')
