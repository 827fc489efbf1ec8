import { commonPasswords } from './common-passwords'

/** Whether a password is among the first that a guesser's rules make: a common word in disguise, a run, or a repetition. */

/** Words that people lengthen with figures until a rule is satisfied. Those of ten letters and more are in the list beside. */
const words = `
  admin administrator beheer beheerder manager user gebruiker login inloggen root guest gast master superuser
  password passwort wachtwoord geheim secret welkom welcome hallo hello letmein changeme verander test testing
  default temp tijdelijk nieuw support helpdesk servicedesk kantoor office bedrijf company computer internet qwerty azerty
  zomer winter lente voorjaar herfst najaar summer spring autumn
  januari februari maart april juni juli augustus september oktober november december
  january february march june july
  maandag dinsdag woensdag donderdag vrijdag zaterdag zondag monday tuesday wednesday thursday friday saturday sunday
  nederland holland belgie amsterdam rotterdam utrecht eindhoven groningen denhaag ajax feyenoord psv oranje
  liefde schatje schat iloveyou ikhouvanjou love princess dragon monkey football voetbal sunshine zonnetje shadow superman batman
  pokemon starwars harley michael jessica ashley daniel charlie thomas jordan hunter soccer baseball hockey killer
  tijdig correcthorsebatterystaple`

/** Without figures and signs at the end, the common ones are short words as well: `welkom` of `welkom2024`. */
const commonCores: ReadonlySet<string> = new Set([
  ...words.trim().split(/\s+/),
  ...[...commonPasswords]
    .map((one) => one.replace(/[^a-z]+$/, ''))
    .filter((core) => /^[a-z]{5,}$/.test(core)),
])

const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
  '+': 't',
}
/** 1 and ! stand for an l as well. */
const disguises = [leet, { ...leet, '1': 'l', '!': 'l' }]

/** So many figures and signs around a common word add nothing: a year, a date, an exclamation mark. */
const mostAround = 8

/** A password as a guesser's rules see it, without disguises: letters alone, each reading of the figures in it. */
export function lettersOf(plain: string): readonly string[] {
  const core = plain.replace(/^[^\p{L}]+/u, '').replace(/[^\p{L}@$]+$/u, '')
  const bare = plain.replace(/[^\p{L}]/gu, '')
  const read = [core, plain].flatMap((text) =>
    disguises.map((letters) => [...text].map((sign) => letters[sign] ?? sign).join('')),
  )
  return [...new Set([bare, ...read.map((text) => text.replace(/[^\p{L}]/gu, ''))])]
}

/** @param plain in lower case after NFKC */
export function isPredictable(plain: string): boolean {
  if (commonPasswords.has(plain) || isRun(plain)) return true
  const block = repeatedBlock(plain)
  if (block !== null && (block.length <= 4 || isCommon(block))) return true
  return isCommon(plain)
}

function isCommon(plain: string): boolean {
  const around = plain.replace(/[\p{L}\s]/gu, '').length
  return lettersOf(plain).some((letters) => {
    const core = repeatedBlock(letters) ?? letters
    return commonCores.has(core) && around <= Math.max(mostAround, core.length)
  })
}

/** The shortest text that a longer one repeats, such as `welkom` of `welkomwelkom`; null when it repeats none. */
const repeatedBlock = (text: string): string | null => /^(.+?)\1+$/u.exec(text)?.[1] ?? null

/** So much of a password may be the next key or letter after the one before it. */
const mostSteps = 0.7

/** Whether most of it follows the alphabet, the figures, or neighbouring keys: `abcdefghij`, `1q2w3e4r5t`. */
function isRun(plain: string): boolean {
  const signs = [...plain]
  const steps = signs.filter((sign, n) => n > 0 && isStep(signs[n - 1] ?? '', sign)).length
  return steps >= (signs.length - 1) * mostSteps
}

function isStep(before: string, sign: string): boolean {
  if (Math.abs(before.charCodeAt(0) - sign.charCodeAt(0)) <= 1) return true
  const [from, to] = [keys.get(before), keys.get(sign)]
  return (
    from !== undefined && to !== undefined && Math.abs(from.x - to.x) <= 1 && Math.abs(from.y - to.y) <= 1
  )
}

const keyRows = ['1234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./']
const keys: ReadonlyMap<string, { readonly x: number; readonly y: number }> = new Map(
  keyRows.flatMap((row, y) => [...row].map((key, x) => [key, { x, y }] as const)),
)
