import classes from './Keys.module.css'

const isMac = navigator.platform.startsWith('Mac')

const caps: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: '⇧',
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
  Enter: '↵',
}

/** A key or key combination of the command table, drawn as caps: `Mod+Enter`, `g m`. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={classes.keys} aria-hidden="true">
      {keys.split(/[ +](?=.)/).map((key, index) => (
        <kbd key={index} className={classes.cap}>
          {caps[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  )
}
