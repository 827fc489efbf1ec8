import type { OutboxDatabase } from '../../src/renderer/data/cache/outbox-database'

type Row = Readonly<Record<string, unknown>>
type Key = string | number | readonly (string | number)[]

/** How a table is made: as `stores` of Dexie says it. */
interface Shape {
  readonly key: string | readonly string[]
  readonly counts?: boolean
  readonly unique?: string
}

const shapes = {
  entries: { key: 'order', counts: true, unique: 'id' },
  drafts: { key: ['ticketId', 'kind'] },
  files: { key: 'id' },
  forms: { key: ['ticketId', 'dialog'] },
} as const satisfies Record<string, Shape>

/**
 * The tables of an outbox in memory, as far as the app's own code over them asks: in Dexie's words and with its outcomes. Dexie over
 * a fake IndexedDB takes twice the time of all else in the simulator; a few lives are lived on it too, and must be the same.
 * @param writes called before each write; what it throws undoes the transaction
 */
export function memoryTables(writes: () => void): OutboxDatabase {
  const tables = {
    entries: createTable(shapes.entries, writes),
    drafts: createTable(shapes.drafts, writes),
    files: createTable(shapes.files, writes),
    forms: createTable(shapes.forms, writes),
  }
  const all = Object.values(tables)
  const dexie = {
    tables: all,
    /** One after another, as the caller has it: a disk takes one step at a time. */
    async transaction(_mode: string, ...scope: readonly unknown[]) {
      const undo = all.map((table) => table.snapshot())
      try {
        return await (scope.at(-1) as () => Promise<unknown>)()
      } catch (cause) {
        for (const each of undo) each()
        throw cause
      }
    },
    delete: () => Promise.resolve(),
  }
  return { dexie, ...tables } as unknown as OutboxDatabase
}

function createTable({ key, counts = false, unique }: Shape, writes: () => void) {
  let rows = new Map<string, Row>()
  let last = 0
  const idOf = (value: Key): string => JSON.stringify(value)
  const keyOf = (row: Row): Key =>
    typeof key === 'string' ? (row[key] as Key) : key.map((part) => row[part] as string)
  const inOrder = (): readonly Row[] => [...rows.values()].sort(byKey)
  const byKey = (a: Row, b: Row): number => (keyOf(a) < keyOf(b) ? -1 : 1)

  function put(row: Row): Key {
    writes()
    const numbered = counts && row.order === undefined ? { ...row, order: last + 1 } : row
    if (counts) last = Math.max(last, numbered.order as number)
    rows.set(idOf(keyOf(numbered)), numbered)
    return keyOf(numbered)
  }

  function add(row: Row): Key {
    const isTaken = unique !== undefined && [...rows.values()].some((other) => other[unique] === row[unique])
    if (isTaken || rows.has(idOf(keyOf(row))))
      throw new DOMException('It is there already.', 'ConstraintError')
    return put(row)
  }

  const remove = (value: Key): boolean => (writes(), rows.delete(idOf(value)))

  /** Of the rows that pass; each method answers later, as a database does. */
  function collection(passes: (row: Row) => boolean) {
    const found = (): readonly Row[] => inOrder().filter(passes)
    return {
      toArray: async () => found(),
      sortBy: async (field: string) =>
        found().toSorted((a, b) => ((a[field] as number) < (b[field] as number) ? -1 : 1)),
      count: async () => found().length,
      each: async (visit: (row: Row) => void) => found().forEach((row) => visit(row)),
      primaryKeys: async () => found().map(keyOf),
      modify: async (change: Row) => {
        if (found().length > 0) writes()
        for (const row of found()) rows.set(idOf(keyOf(row)), { ...row, ...change })
      },
      delete: async () => {
        if (found().length > 0) writes()
        for (const row of found()) rows.delete(idOf(keyOf(row)))
      },
    }
  }

  return {
    ...collection(() => true),
    toCollection: () => collection(() => true),
    orderBy: () => collection(() => true),
    filter: collection,
    where: (index: string) => ({
      equals: (value: unknown) => collection((row) => row[index] === value),
      anyOf: (values: readonly unknown[]) => collection((row) => values.includes(row[index])),
    }),
    get: async (value: Key) => rows.get(idOf(value)),
    bulkGet: async (values: readonly Key[]) => values.map((value) => rows.get(idOf(value))),
    put: async (row: Row) => put(row),
    add: async (row: Row) => add(row),
    bulkAdd: async (added: readonly Row[]) => added.forEach(add),
    delete: async (value: Key) => void remove(value),
    bulkDelete: async (values: readonly Key[]) => values.forEach(remove),
    clear: async () => rows.clear(),
    snapshot() {
      const [before, lastBefore] = [new Map(rows), last]
      return () => {
        rows = before
        last = lastBefore
      }
    },
  }
}
