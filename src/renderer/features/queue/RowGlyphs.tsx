import {
  IconArrowUp,
  IconBell,
  IconClockUp,
  IconHandStop,
  IconMailX,
  IconPencil,
  IconPlayerPause,
} from '@tabler/icons-react'
import type { Ref } from 'react'
import { PriorityMark } from '../../ui/PriorityMark'
import { ToneGlyph, toneGlyphs } from '../../ui/ToneGlyph'

export const rowMarks = [
  'needs-you',
  'undelivered',
  'pending',
  'begun',
  'waiting',
  'escalated',
  'attention',
] as const
export type RowMark = (typeof rowMarks)[number]

const markIcons = {
  'needs-you': IconHandStop,
  undelivered: IconMailX,
  pending: IconClockUp,
  begun: IconPencil,
  waiting: IconPlayerPause,
  escalated: IconArrowUp,
  attention: IconBell,
} as const satisfies Record<RowMark, typeof IconBell>

/** One of each picture that a row can hold, out of sight: rows take copies of them (`glyphsIn`). */
export function RowGlyphs({ ref }: { readonly ref: Ref<HTMLDivElement> }) {
  return (
    <div ref={ref} hidden>
      {toneGlyphs.map((tone) => (
        <ToneGlyph key={tone} tone={tone} />
      ))}
      <PriorityMark priority={null} />
      {rowMarks.map((mark) => {
        const Icon = markIcons[mark]
        return <Icon key={mark} size={16} aria-hidden="true" />
      })}
    </div>
  )
}

/** Apart from the tones: both know a "waiting". */
const markName = (mark: RowMark): string => `mark ${mark}`

/** Copies of the pictures of rows. */
export interface Glyphs {
  readonly tone: (name: (typeof toneGlyphs)[number]) => Node
  /** Its bars are filled by the row's style. */
  readonly priority: () => Node
  readonly mark: (name: RowMark) => Node
}

/** The pictures that `RowGlyphs` holds, by name. */
export function glyphsIn(holder: HTMLElement): Glyphs {
  const nodes = [...holder.children]
  const names = [...toneGlyphs, 'priority', ...rowMarks.map(markName)]
  const byName = new Map(names.map((name, index) => [name, nodes[index]]))
  const copy = (name: string): Node => byName.get(name)?.cloneNode(true) ?? new Text()
  return {
    tone: copy,
    priority: () => copy('priority'),
    mark: (mark) => copy(markName(mark)),
  }
}
