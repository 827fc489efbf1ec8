import Holidays from 'date-holidays'

export interface Holiday {
  /** `YYYY-MM-DD` in the office's own time zone. */
  readonly date: string
  readonly name: string
}

/** Where an office's holidays come from: a country's rules for every year, or a plain list. */
export type HolidaySource =
  | {
      readonly kind: 'country'
      readonly country: string
      readonly language: string
      readonly types: readonly ('public' | 'school')[]
      /** The agreement's own names where they differ from the country list's. */
      readonly names: Readonly<Record<string, string>>
    }
  | { readonly kind: 'list'; readonly holidays: readonly Holiday[] }

const countries = new Map<string, Holidays>()
const years = new WeakMap<HolidaySource, Map<number, readonly Holiday[]>>()

/** The holidays of one calendar year, oldest first. */
export function holidaysOf(source: HolidaySource, year: number): readonly Holiday[] {
  const known = years.get(source) ?? new Map<number, readonly Holiday[]>()
  years.set(source, known)
  const found = known.get(year) ?? listYear(source, year)
  known.set(year, found)
  return found
}

function listYear(source: HolidaySource, year: number): readonly Holiday[] {
  const prefix = `${String(year).padStart(4, '0')}-`
  const all = source.kind === 'list' ? source.holidays : listCountry(source, year)
  return all
    .filter((holiday) => holiday.date.startsWith(prefix))
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

function listCountry(source: HolidaySource & { kind: 'country' }, year: number): readonly Holiday[] {
  return countryRules(source)
    .getHolidays(year)
    .map(({ date, name }) => ({ date: date.slice(0, 10), name: source.names[name] ?? name }))
}

function countryRules(source: HolidaySource & { kind: 'country' }): Holidays {
  const key = `${source.country}|${source.language}|${source.types.join()}`
  const known = countries.get(key)
  if (known !== undefined) return known
  const rules = new Holidays(source.country, { types: [...source.types], languages: [source.language] })
  countries.set(key, rules)
  return rules
}
