/** What the browser knows of the line, where it says so at all. */
interface Connection {
  readonly saveData?: boolean
  readonly effectiveType?: string
}

/** Kinds of line, as the browser names them, on which nothing is fetched that nobody asked for. */
const slow: ReadonlySet<string> = new Set(['slow-2g', '2g'])

/** False where the person asked to save data, or the line is known to be slow. */
export function goodLine(
  connection: Connection | undefined = (navigator as { readonly connection?: Connection }).connection,
): boolean {
  return connection?.saveData !== true && !slow.has(connection?.effectiveType ?? '')
}
