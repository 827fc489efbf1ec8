import { loadavg, cpus } from 'node:os'

/** One measured figure beside the floor of the same run and its budget. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'MB' | 'ms/s'
  /** What the same machine needs for the least that could be done. */
  readonly floor: number | null
  readonly budget: { readonly kind: 'ratio' | 'value'; readonly most: number } | null
}

/** Prints figures as a table: value, floor, ratio, budget, met or missed; and the machine's load beside them. */
export function printFigures(figures: readonly Figure[]): void {
  const width = Math.max(...figures.map(({ name }) => name.length))
  for (const figure of figures) {
    const { name, value, unit, floor, budget } = figure
    const ratio = floor === null ? NaN : value / floor
    console.log(
      [
        `  ${name.padEnd(width)}`,
        `${round(value)} ${unit}`.padStart(14),
        floor === null ? ''.padStart(18) : `floor ${round(floor)} ${unit}`.padStart(18),
        Number.isNaN(ratio) ? ''.padStart(8) : `${ratio.toFixed(2)}×`.padStart(8),
        budget === null
          ? ''
          : `  budget ${budget.most}${budget.kind === 'ratio' ? '×' : ` ${unit}`}: ${verdict(figure)}`,
      ].join(' '),
    )
  }
  console.log(
    `  (load ${loadavg()
      .slice(0, 2)
      .map((load) => load.toFixed(1))
      .join(', ')} on ${cpus().length} cores)`,
  )
}

function verdict({ value, floor, budget }: Figure): string {
  if (budget === null) return ''
  const reached = budget.kind === 'value' ? value : value / (floor ?? NaN)
  return reached <= budget.most ? 'met' : 'MISSED'
}

const round = (value: number): string => (value < 100 ? value.toFixed(1) : value.toFixed(0))

/** The value below which `share` (0…1) of the values lie; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)
