import { parseArgs } from 'node:util'

type Value = number | string | boolean

/**
 * Reads a program's options: whole numbers, texts and switches, told apart by their defaults. `--help` prints the usage
 * and ends the program; so does what it does not know, with what is wrong and code 1.
 */
export function readOptions<T extends Readonly<Record<string, Value>>>(
  usage: string,
  defaults: T,
): { [K in keyof T]: T[K] extends number ? number : T[K] extends string ? string : boolean } {
  const options = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [
      name,
      { type: typeof value === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  try {
    const values: Readonly<Record<string, string | boolean | undefined>> = parseArgs({
      options: { ...options, help: { type: 'boolean' as const } },
    }).values
    if (values.help === true) end(usage, 0)
    const read = Object.entries(defaults).map(([name, value]) => [name, valueOf(name, values[name], value)])
    return Object.fromEntries(read) as ReturnType<typeof readOptions<T>>
  } catch (cause) {
    return end(`${cause instanceof Error ? cause.message : String(cause)}\n${usage}`, 1)
  }
}

function valueOf(name: string, given: string | boolean | undefined, byDefault: Value): Value {
  if (given === undefined) return byDefault
  if (typeof byDefault !== 'number') return given
  if (!/^\d+$/.test(String(given))) throw new Error(`--${name} is a whole number, not “${String(given)}”.`)
  return Number(given)
}

function end(text: string, code: number): never {
  process.stdout.write(`${text}\n`)
  process.exit(code)
}
