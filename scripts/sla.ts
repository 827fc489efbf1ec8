/**
 * The SLA calculator: one JSON request a line on standard input, one JSON answer a line on standard output, in order. Ends with
 * code 1 when a request could not be answered.
 */
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import { answerLine } from '../src/shared/sla/calculator'

const FLUSH_CHARACTERS = 64 * 1024

// A reader that closes early (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

let waiting = ''
async function flush(): Promise<void> {
  const text = waiting
  waiting = ''
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const answer = answerLine(line)
  if (answer === null) continue
  if ('error' in answer) process.exitCode = 1
  waiting += `${JSON.stringify(answer)}\n`
  if (waiting.length >= FLUSH_CHARACTERS) await flush()
}
await flush()
