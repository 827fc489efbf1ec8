import { IconPaperclip, IconPhoto, IconX } from '@tabler/icons-react'
import classes from './FileChip.module.css'

/** A file by its name and size. A press opens it; beside that it can be taken away. */
export function FileChip({
  name,
  size,
  picture = false,
  label,
  onOpen,
  remove,
}: {
  readonly name: string
  readonly size: string
  readonly picture?: boolean
  /** What a press does, in full. */
  readonly label: string
  readonly onOpen: () => void
  readonly remove?: { readonly label: string; readonly run: () => void }
}) {
  const Icon = picture ? IconPhoto : IconPaperclip
  return (
    <span className={classes.chip}>
      <button type="button" className={classes.open} aria-label={label} title={label} onClick={onOpen}>
        <Icon size={14} aria-hidden="true" />
        <span className={classes.name}>{name}</span>
        <span className={classes.size}>{size}</span>
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
