import { z } from 'zod'
import { session } from '../../shared/sync/api-wire'
import { text } from '../../shared/tickets/values'

/** What the embedded backend is told at its start. */
export interface BackendOrders {
  readonly dataDir: string
  /** Fill an empty database with the demo workspace. */
  readonly demo: true
  readonly tickets?: number
}

/** What the embedded backend says. */
export const backendMessage = z.discriminatedUnion('state', [
  z.object({ state: z.literal('starting'), step: z.enum(['database', 'demo-data', 'listening']) }),
  z.object({
    state: z.literal('ready'),
    port: z.number().int().min(1).max(65_535),
    token: text(200),
    session: session.partial({ token: true }),
  }),
  z.object({
    state: z.literal('failed'),
    message: text(2000),
    reason: z.literal('made-by-newer').optional(),
  }),
])
