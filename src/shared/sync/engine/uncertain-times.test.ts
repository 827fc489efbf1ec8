import { describe, expect, it } from 'vitest'
import { hour, monday10, mutationOf, replyArgs } from '../../tickets/example'
import { newEntry } from './outbox-entry'
import type { OutboxEntry } from './outbox-entry'
import { heldForTheirTimes } from './uncertain-times'

const entry = (mutation: OutboxEntry['mutation']): OutboxEntry => ({
  ...newEntry(mutation, null, null),
  order: 1,
})
const call = { attempt: { channel: 'telephone', note: 'Spoke to her' }, occurredAt: monday10 } as const
const called = { ...mutationOf('contact.log', call), clock: 'uncertain' as const }
const anyRun = () => true

describe('work that was written by a clock that could not be trusted', () => {
  it('is held where it says when something happened, with the error of the clock where that is known', () => {
    const found = heldForTheirTimes([entry(called)], { errorMs: 3 * hour, isOfThisRun: anyRun })
    const [held] = found.patches
    expect(found.tickets).toEqual([called.ticketId])
    expect(held).toMatchObject({
      id: called.id,
      change: { state: 'held', reason: { code: 'clock-uncertain', details: { errorMs: 3 * hour } } },
    })
  })

  it('of another run is held whatever is known now: the clock may have been set again', () => {
    const [held] = heldForTheirTimes([entry(called)], { errorMs: 0, isOfThisRun: () => false }).patches
    expect(held?.change.reason).not.toHaveProperty('details')
  })

  it('goes as it is where the clock turned out to be right, or it says no time', () => {
    const reply = { ...mutationOf('reply.send', replyArgs), clock: 'uncertain' as const }
    expect(heldForTheirTimes([entry(called)], { errorMs: -290_000, isOfThisRun: anyRun }).patches).toEqual([])
    expect(heldForTheirTimes([entry(reply)], { errorMs: 3 * hour, isOfThisRun: anyRun }).patches).toEqual([])
  })

  it('is only what is marked so', () => {
    const sure = mutationOf('contact.log', call)
    expect(heldForTheirTimes([entry(sure)], { errorMs: 3 * hour, isOfThisRun: anyRun }).patches).toEqual([])
  })
})
