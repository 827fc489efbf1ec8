import { expect, test } from 'vitest'
import { offerCommands, runCommand } from './commands'
import type { CommandHandlers } from './commands'

test('what came last is asked first, the bottom last, and what does not fit is handed on', () => {
  const done: string[] = []
  const offer = (name: string, takes: boolean, place?: 'bottom') =>
    offerCommands(
      () => ({
        'queue.next': () => {
          done.push(name)
          return takes
        },
      }),
      place,
    )
  const first = offer('queue', true)
  const bottom = offer('bottom', true, 'bottom')
  const second = offer('dialog', false)
  expect([runCommand('queue.next'), done]).toEqual([true, ['dialog', 'queue']])
  done.length = 0
  first()
  expect([runCommand('queue.next'), done]).toEqual([true, ['dialog', 'bottom']])
  done.length = 0
  // Taken back once more, it takes nobody else's along.
  first()
  bottom()
  expect([runCommand('queue.next'), done]).toEqual([false, ['dialog']])
  second()
  expect(runCommand('queue.next')).toBe(false)
})

test('a command is carried out as things are then, and by nobody who has none for it', () => {
  let handlers: CommandHandlers = {}
  const stop = offerCommands(() => handlers)
  expect(runCommand('queue.next')).toBe(false)
  let done = 0
  handlers = { 'queue.next': () => void (done += 1) }
  expect([runCommand('queue.next'), runCommand('queue.previous'), done]).toEqual([true, false, 1])
  stop()
})
