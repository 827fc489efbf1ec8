import type { Tone } from '../clock/clock-state'

/** The tones, and `done` for a ticket or clock that has ended. */
export type Glyph = Tone | 'done'

const shapes: Readonly<Record<Glyph, React.ReactNode>> = {
  // A quarter, a half and a full disc fill up as the time runs out.
  'on-time': (
    <>
      <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M7 7V4a3 3 0 0 1 3 3Z" fill="currentColor" />
    </>
  ),
  soon: (
    <>
      <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M7 3.6a3.4 3.4 0 0 1 0 6.8Z" fill="currentColor" />
    </>
  ),
  due: <circle cx="7" cy="7" r="5.75" fill="currentColor" />,
  missed: (
    <>
      <path d="M7 .9 13.4 12.6H.6Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path
        d="M7 4.8v3.6M7 10v1"
        stroke="var(--glyph-ground, #fff)"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </>
  ),
  waiting: <path d="M4.6 2.5v9M9.4 2.5v9" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  none: <path d="M4 7h6" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />,
  done: (
    <path
      d="m3 7.4 2.7 2.7L11 4.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
    />
  ),
}

/** Every glyph there is. */
export const toneGlyphs = Object.keys(shapes) as readonly Glyph[]

/** The shape of an urgency tone, 14 px. Decoration: the tone's word stands beside it or in the row's label. */
export function ToneGlyph({ tone }: { readonly tone: Glyph }) {
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 14 14"
      aria-hidden="true"
      style={{ color: `var(--tone-${tone})` }}
    >
      {shapes[tone]}
    </svg>
  )
}
