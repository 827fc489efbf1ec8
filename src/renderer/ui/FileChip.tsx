import { IconCloudOff, IconDeviceLaptop, IconPaperclip, IconPhoto, IconX } from '@tabler/icons-react'
import classes from './FileChip.module.css'

const places = { here: IconDeviceLaptop, away: IconCloudOff } as const

/** A file by its name and size. A press opens it; beside that it can be taken away. */
export function FileChip({
  name,
  size,
  picture = false,
  place = null,
  label,
  onOpen,
  remove,
}: {
  readonly name: string
  readonly size: string
  readonly picture?: boolean
  /** Where it is, when that is known and worth a mark: on this device, or out of reach. `label` says it too. */
  readonly place?: 'here' | 'away' | null
  /** What a press does, in full. */
  readonly label: string
  readonly onOpen: () => void
  readonly remove?: { readonly label: string; readonly run: () => void }
}) {
  const Icon = picture ? IconPhoto : IconPaperclip
  const Place = place === null ? null : places[place]
  return (
    <span className={classes.chip} data-place={place ?? undefined}>
      <button type="button" className={classes.open} aria-label={label} title={label} onClick={onOpen}>
        <Icon size={14} aria-hidden="true" />
        <span className={classes.name}>{name}</span>
        <span className={classes.size}>{size}</span>
        {Place ? <Place className={classes.place} size={14} aria-hidden="true" /> : null}
      </button>
      {remove ? (
        <button
          type="button"
          className={classes.remove}
          aria-label={remove.label}
          title={remove.label}
          onClick={remove.run}
        >
          <IconX size={14} aria-hidden="true" />
        </button>
      ) : null}
    </span>
  )
}
