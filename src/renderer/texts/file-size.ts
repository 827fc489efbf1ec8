const kilobyte = 1024

/** A size in bytes as a person reads it: `12 kB`, `1.4 MB`, `2 GB`, with the language's own decimal sign. */
export function fileSize(bytes: number, language: string): string {
  const figure = (amount: number): string =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(amount)
  if (bytes < kilobyte ** 2) return `${figure(Math.max(1, Math.round(bytes / kilobyte)))} kB`
  if (bytes < kilobyte ** 3) return `${figure(bytes / kilobyte ** 2)} MB`
  return `${figure(bytes / kilobyte ** 3)} GB`
}
