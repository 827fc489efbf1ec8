const kilobyte = 1024

/** A size in bytes as a person reads it: `12 kB`, `1.4 MB`, with the language's own decimal sign. */
export function fileSize(bytes: number, language: string): string {
  const isSmall = bytes < kilobyte * kilobyte
  const amount = isSmall ? Math.max(1, Math.round(bytes / kilobyte)) : bytes / kilobyte ** 2
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(amount)
  return `${figure} ${isSmall ? 'kB' : 'MB'}`
}
