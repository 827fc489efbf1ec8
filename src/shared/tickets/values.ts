import { z } from 'zod'

/** Any RFC 9562 UUID, lower case. */
export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be a UUID')

/** UTC epoch milliseconds between the years 2000 and 2200. */
export const instant = z.number().finite().min(946_684_800_000).max(7_258_118_400_000)

// PostgreSQL cannot store U+0000, and a lone surrogate has no UTF-8: both are refused at the door.
const storable = (value: string): boolean => !value.includes('\u0000') && value.isWellFormed()

const limitedText = (max: number) =>
  z.string().max(max).refine(storable, 'contains characters that cannot be stored')
const limitedFilledText = (max: number) =>
  text(max).refine((value) => value.trim() !== '', {
    message: 'must not be empty',
    params: { isMissing: true },
  })

/** Text of at most `max` UTF-16 units that every store can keep. */
export const text = oncePerLimit(limitedText)

/** As `text`, and not blank. */
export const filledText = oncePerLimit(limitedFilledText)

/** One schema for each limit: to make the hundreds that the wire has was half of what reading all schemas in costs at a start. */
function oncePerLimit<Schema>(make: (max: number) => Schema): (max: number) => Schema {
  const made = new Map<number, Schema>()
  return (max) => {
    const known = made.get(max) ?? make(max)
    made.set(max, known)
    return known
  }
}
