import { parentPort } from 'node:worker_threads'
import { systemRandom } from '../ids'
import type { Depth } from './read-mail'
import { readMail } from './read-mail'

/** The thread in which mails are read: see `mail-reader.ts`. */

export interface ReadOrder {
  readonly raw: Uint8Array
  readonly depth: Depth
  /** For the ids of its parts (epoch ms). */
  readonly now: number
}

const port = parentPort
if (!port) throw new Error('This file is the entry of a worker thread.')
port.on('message', ({ raw, depth, now }: ReadOrder) => {
  // What is thrown ends this thread: then whoever asked knows that this mail cannot be read.
  void readMail(raw, depth, () => systemRandom.uuid(now)).then((read) => port.postMessage(read))
})
port.postMessage('ready')
