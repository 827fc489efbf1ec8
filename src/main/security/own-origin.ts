/** The app's own origin as Electron writes it where permissions are asked for: with or without a slash at its end. */
const own: ReadonlySet<string> = new Set(['tijdig-app://app', 'tijdig-app://app/'])

/** Whether an origin is that of the app's page, and not only one that begins like it. */
export const isOwnOrigin = (origin: string): boolean => own.has(origin)
