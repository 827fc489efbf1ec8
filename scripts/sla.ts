/**
 * The SLA calculator: one JSON request a line on standard input, one JSON answer a line on standard output, in order. Ends with
 * code 1 when a request could not be answered.
 */
import { once } from 'node:events'
import { answerLine } from '../src/shared/sla/calculator'

// A reader that closes early (`| head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

/** Answers whole lines; a wait for a slow reader keeps memory flat however long the input is. */
async function answerLines(lines: readonly string[]): Promise<void> {
  let text = ''
  for (const line of lines) {
    const answer = answerLine(line)
    if (answer === null) continue
    if ('error' in answer) process.exitCode = 1
    text += `${JSON.stringify(answer)}\n`
  }
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
}

let rest = ''
process.stdin.setEncoding('utf8')
for await (const chunk of process.stdin) {
  const lines = `${rest}${String(chunk)}`.split('\n')
  rest = lines.pop() ?? ''
  await answerLines(lines)
}
await answerLines([rest])
