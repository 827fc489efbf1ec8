import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { ticketActs, ticketEvents } from '.'
import { parseMutation } from '../mutations'
import { uuidOf } from '../example'

describe.each(ticketActs.map((act) => [act.type, act] as const))(
  'the act %s',
  (type, { sample, versions }) => {
    it('takes its own samples, in each version that it has', () => {
      const newest = Math.max(...Object.keys(versions).map(Number))
      for (let nth = 0; nth < 6; nth++) {
        const args = sample(choosing(nth))
        const schema: z.ZodType | undefined = new Map(Object.entries<z.ZodType>(versions)).get(String(newest))
        expect(schema?.safeParse(args).error).toBeUndefined()
        expect(parseMutation(envelope(type, newest, args))).toMatchObject({ ok: true })
      }
    })

    it('is told from versions that this one does not know', () => {
      const newest = Math.max(...Object.keys(versions).map(Number))
      expect(parseMutation(envelope(type, newest + 1, sample(choosing(0))))).toMatchObject({
        ok: false,
        code: 'unknown-mutation',
      })
    })
  },
)

it('lists each act and each event once', () => {
  for (const list of [ticketActs, ticketEvents]) {
    const types = list.map(({ type }) => type)
    expect(types).toEqual([...new Set(types)])
  }
})

it.each(['toString', '__proto__', 'constructor', ''])('knows no act %s', (type) => {
  expect(parseMutation(envelope(type, 1, {}))).toMatchObject({ ok: false, code: 'unknown-mutation' })
})

/** Takes the nth of each list. */
const choosing = (nth: number) => ({
  uuid: () => uuidOf(nth),
  pick<T>(list: readonly T[]): T {
    return list[nth % list.length] as T
  },
})

const envelope = (type: string, v: number, args: unknown) => ({
  id: uuidOf(1),
  type,
  v,
  ticketId: uuidOf(2),
  args,
  seen: { version: 1, customerMessages: 0, publicReplies: 0 },
  after: [],
  writtenAt: 1_770_000_000_000,
})
