import type { Priority } from '../../shared/sla/facts'

const filled = { low: 1, medium: 2, high: 3 } as const

/** Three rising bars, filled up to the priority. Decoration: the word stands beside it. */
export function PriorityMark({ priority }: { readonly priority: Priority | null }) {
  const count = priority === null ? 0 : filled[priority]
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" fill="currentColor">
      {[0, 1, 2].map((bar) => (
        <rect
          key={bar}
          x={1.5 + bar * 4}
          y={8.5 - bar * 3}
          width="2.6"
          height={4 + bar * 3}
          rx="0.8"
          opacity={bar < count ? 1 : 0.28}
        />
      ))}
    </svg>
  )
}
