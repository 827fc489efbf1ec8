import { expect, it } from 'vitest'
import { uuidOf } from '../../shared/tickets/example'
import { createStanding } from './standing'

const alertOf = (index: number) => ({
  rule: 'response',
  clock: 'response',
  ticketId: uuidOf(100 + index),
  ticketNumber: index,
  subject: '',
  customer: '',
  leadMinutes: 15,
  at: 0,
  due: 1,
})

it('of more notifications than anybody reads the newest still go away with their reason', () => {
  const standing = createStanding()
  const closed: number[] = []
  for (let index = 1; index <= 60; index += 1)
    standing.add([alertOf(index)], { close: () => closed.push(index) })
  expect(closed).toEqual([])
  standing.keepOnly([alertOf(59)])
  expect(closed).toHaveLength(49)
  expect([closed.includes(60), closed.includes(59)]).toEqual([true, false])
  standing.closeAll()
  standing.closeAll()
  expect(closed).toHaveLength(50)
})
