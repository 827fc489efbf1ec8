/** The address as it may be given to the system, or null: only https and mailto, and no name or password in it. */
export function externalUrl(input: string): string | null {
  if (!URL.canParse(input)) return null
  const url = new URL(input)
  if (url.protocol === 'https:') return url.username === '' && url.password === '' ? url.href : null
  if (url.protocol === 'mailto:') return mailto(url)
  return null
}

/** A mailto without headers that some programs act on, such as `attach`. */
function mailto(url: URL): string | null {
  const allowed = new Set(['subject', 'body', 'cc'])
  const names = [...new URLSearchParams(url.search).keys()]
  return names.every((name) => allowed.has(name.toLowerCase())) ? url.href : null
}
