import type { SQL } from 'drizzle-orm'
import { sql } from 'drizzle-orm'

/** The array at this place of a document, and an empty one where a damaged document has something else there. */
export const jsonList = (place: SQL): SQL =>
  sql`case when json_typeof(${place}) = 'array' then ${place} else '[]'::json end`
