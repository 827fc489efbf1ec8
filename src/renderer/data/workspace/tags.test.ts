import { expect, test } from 'vitest'
import type { QueueEntry } from '../queue/queue-entry'
import { knownTags } from './tags'

const entry = (...tags: readonly string[]) => ({ tags }) as unknown as QueueEntry

test('tags come with how many tickets have them, those of most first, in one spelling', () => {
  expect(knownTags([entry('Printer', 'VAT'), entry(), entry('printer'), entry('Till')])).toEqual([
    { tag: 'Printer', tickets: 2 },
    { tag: 'Till', tickets: 1 },
    { tag: 'VAT', tickets: 1 },
  ])
})
