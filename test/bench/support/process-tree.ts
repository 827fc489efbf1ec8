import { readdirSync, readFileSync } from 'node:fs'

/** One process of an app. */
export interface TreeProcess {
  readonly pid: number
  /** Chromium's kind of process: browser, renderer, gpu-process, zygote, utility. */
  readonly kind: string
  /** What a utility process is for; empty for the others. */
  readonly service: string
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** A process with all its descendants, as Linux lists them now. */
export function processTree(root: number): readonly TreeProcess[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    const parent = Number(read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1])
    children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const found: number[] = [root]
  for (const pid of found) found.push(...(children.get(pid) ?? []))
  return found.map((pid) => {
    // Chromium writes its children's arguments anew, with spaces between them.
    const args = read(`/proc/${pid}/cmdline`).split(/[\0 ]/)
    const valueOf = (name: string): string | undefined =>
      args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
    return { pid, kind: valueOf('type') ?? 'browser', service: valueOf('utility-sub-type') ?? '' }
  })
}

/** Proportional set size, MB: shared pages count for each process by its share. */
export function pssOf(processes: readonly TreeProcess[]): number {
  const kilobytes = processes.map(({ pid }) =>
    Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  )
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024
}

/** Processor time used so far, in ticks of 10 ms. */
export const ticksOf = (processes: readonly TreeProcess[]): number =>
  processes
    .map(({ pid }) => read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [])
    .reduce((sum, fields) => sum + Number(fields[11] ?? 0) + Number(fields[12] ?? 0), 0)
