import { z } from 'zod'
import { applied } from '../decision'
import { heldBy } from '../since'
import { act, event, noWords, statuses } from './define'

export const attentionCleared = event('attention.cleared', {
  body: {},
  fold: () => ({ attention: null }),
  words: noWords,
})

/** Says that a person has looked at what the ticket asks attention for. */
export const clearAttention = act(
  'attention.clear',
  { 1: z.object({ anyway: z.boolean().optional() }) },
  {
    allowed: {
      statuses: statuses.any,
      unless: ({ attention }) =>
        attention ? null : { code: 'no-attention', message: 'This ticket is not marked for attention.' },
    },
    since: heldBy('new-attention'),
    decide: (_, __, { now }) => applied({ at: now, body: { type: 'attention.cleared' } }),
    isMoot: ({ attention }, { since }) =>
      attention === null && since.some(({ type }) => type === 'attention.cleared'),
    authored: () => '',
    sample: () => ({}),
  },
)
