/** The SLA engine beside its floor and the npm libraries that answer the same questions. Prints figures; asserts nothing. */
process.env['TZ'] = 'Europe/Amsterdam'

export {}

const { agreement20230224, calendarOf } = await import('../../src/shared/sla/agreement')
const { createCalendar } = await import('../../src/shared/sla/calendar')
const { deadlines } = await import('../../src/shared/sla/deadlines')
const { ticketClocks } = await import('../../src/shared/sla/ticket-clocks')
const { floor } = await import('./sla-floor')
const { dayjsBusinessTime, openingHours } = await import('./sla-peers')
const { seededTickets } = await import('./sla-tickets')

type Reckoner = ReturnType<typeof floor>
interface Question {
  readonly from: number
  readonly to: number
  readonly amount: number
}

const YEARS = [2024, 2025, 2026, 2027, 2028, 2029, 2030] as const
const ROUNDS = 7
const DAY = 86_400_000

/** The same questions in every run: a linear congruential generator. */
function questions(count: number, unit: number): readonly Question[] {
  let state = 20230224
  const below = (limit: number): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * limit)
  }
  const first = Date.parse('2025-01-01T00:00:00Z')
  return Array.from({ length: count }, () => {
    const from = first + below((4 * 365 * DAY) / unit) * unit
    return { from, to: from + below((14 * DAY) / unit) * unit, amount: (1 + below(1439)) * 60_000 }
  })
}

let sink = 0
const ask = {
  between: (reckoner: Reckoner, { from, to }: Question): number => reckoner.between(from, to),
  add: (reckoner: Reckoner, { from, amount }: Question): number => reckoner.add(from, amount),
}

/** Median microseconds a question, over several rounds of at least 20 ms. */
function microseconds(run: () => number, perRun: number): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    let runs = 0
    while (performance.now() - start < 20) {
      sink += run()
      runs++
    }
    return ((performance.now() - start) * 1000) / (runs * perRun)
  })
  return rounds.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? NaN
}

const show = (value: number): string => (value < 10 ? value.toFixed(3) : value.toFixed(1)).padStart(10)
const ratio = (value: number): string => `${value >= 100 ? value.toFixed(0) : value.toFixed(2)}×`

const calendar = calendarOf(agreement20230224)
const engine: Reckoner = { name: 'engine', between: calendar.between, add: calendar.add }
const truth = floor(2024, 2030)
const peers = [openingHours(), dayjsBusinessTime(YEARS)]

const minutes = questions(300, 60_000)
const seconds = questions(300, 1000)
for (const kind of ['between', 'add'] as const) {
  console.log(`\n${kind === 'between' ? 'Office time between two instants' : 'An instant plus office time'}`)
  const times = [truth, engine, ...peers].map((reckoner) => {
    const time = microseconds(() => {
      let sum = 0
      for (const question of seconds) sum += ask[kind](reckoner, question)
      return sum
    }, seconds.length)
    const wrong = (list: readonly Question[]): number =>
      list.filter((question) => ask[kind](reckoner, question) !== ask[kind](truth, question)).length
    const wrongs = `wrong: ${wrong(minutes)}/300 on whole minutes, ${wrong(seconds)}/300 on seconds`
    console.log(`  ${reckoner.name.padEnd(20)} ${show(time)} µs   ${wrongs}`)
    return time
  })
  const [floorTime = NaN, engineTime = NaN, ...peerTimes] = times
  const quickest = Math.min(...peerTimes)
  console.log(`  engine / floor ${ratio(engineTime / floorTime)}`)
  console.log(`  quickest peer / engine ${ratio(quickest / engineTime)} (budget: at least 100×)`)
}

const tickets = seededTickets(50_000)
const now = Date.parse('2026-06-15T10:00:00Z')
const queue = microseconds(() => {
  let sum = 0
  for (const ticket of tickets) sum += deadlines(ticket, agreement20230224, calendar).length
  return sum
}, tickets.length)
const view = microseconds(() => {
  let sum = 0
  for (const ticket of tickets) sum += ticketClocks(ticket, agreement20230224, calendar, now).length
  return sum
}, tickets.length)
const started = performance.now()
createCalendar(agreement20230224.calendar).add(now, 240 * 60_000)
const cold = performance.now() - started
console.log('\nTickets (50,000, half with waits)')
console.log(`  deadlines of a ticket  ${show(queue)} µs (budget: 5 µs)`)
console.log(`  clocks of a ticket     ${show(view)} µs`)
console.log(`  first answer of a new calendar ${cold.toFixed(2)} ms`)
if (!Number.isFinite(sink)) console.log('  (some peer gave no answer at all)')
