import classes from './IconButton.module.css'

/** A button that is only an icon. `label` is its name and tooltip. */
export function IconButton({
  label,
  children,
  ...rest
}: { readonly label: string } & Omit<React.ComponentProps<'button'>, 'className' | 'type'>) {
  return (
    <button type="button" className={classes.button} aria-label={label} title={label} {...rest}>
      {children}
    </button>
  )
}
