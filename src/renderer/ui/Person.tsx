import classes from './Person.module.css'

/** A person as initials; the full name is its tooltip. */
export function Person({ name }: { readonly name: string }) {
  return (
    <span className={classes.initials} title={name} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}

/** The first letters of a person's first and last name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word))
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return `${first?.[0] ?? name[0] ?? '?'}${last?.[0] ?? ''}`
}
