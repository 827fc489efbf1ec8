import { hash, verify } from '@node-rs/argon2'
import { Refused } from '../refused'
import { isPredictable, lettersOf } from './predictable'

/** OWASP's setting for argon2id (the library's default algorithm): 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** In characters, blanks at both ends left out. */
export const shortestPassword = 10

export type PasswordProblem = 'password-too-short' | 'password-too-common' | 'password-is-own-name'

/** The same password however a keyboard composes it: é is one character or two. */
const normalized = (password: string): string => password.normalize('NFKC')

/** An argon2id hash in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(normalized(password), cost)

/** Whose password it is to become. */
export interface PasswordOwner {
  readonly name: string
  readonly email: string
  /** The name of the workspace. */
  readonly workspace: string
}

/** Why a password may not be used; null when it may. Length is what helps: nothing is asked of its kinds of characters. */
export function passwordProblem(password: string, owner: PasswordOwner): PasswordProblem | null {
  const plain = normalized(password).trim().toLowerCase()
  if ([...plain].length < shortestPassword) return 'password-too-short'
  if (new Set(plain).size < 4 || isPredictable(plain)) return 'password-too-common'
  return isMadeOfOwnWords(plain, owner) ? 'password-is-own-name' : null
}

/** Whether next to nothing is left when the owner's name and address, the workspace's name and the product's are taken out. */
function isMadeOfOwnWords(plain: string, { name, email, workspace }: PasswordOwner): boolean {
  const own = [
    email,
    ...email.split(/[@.+_-]/),
    name,
    ...name.split(/\s+/),
    workspace,
    ...workspace.split(/\s+/),
  ]
    .concat('tijdig')
    .map((word) => normalized(word).trim().toLowerCase())
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length)
  return [plain, ...lettersOf(plain)].some((text) => {
    const left = own.reduce((rest, word) => rest.replaceAll(word, ''), text)
    return left !== text && left.replace(/[^\p{L}]/gu, '').length < 3
  })
}

const messages = {
  'password-too-short': `A password has at least ${shortestPassword} characters, blanks at its ends not counted.`,
  'password-too-common': 'This password is one of the first that others would try. Choose another.',
  'password-is-own-name':
    'This password is made of the name or address of its owner, the workspace or Tijdig. Choose another.',
} as const satisfies Record<PasswordProblem, string>

/** Refuses a password that may not be used. */
export function requireGoodPassword(password: string, owner: PasswordOwner): void {
  const problem = passwordProblem(password, owner)
  if (problem !== null) throw new Refused(problem, messages[problem])
}

let stranger: Promise<string> | undefined

/**
 * Checks a password, also against a hash from before passwords were normalised. Takes as long when there is no such account
 * (`stored` null), so that nobody can tell which exist.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  stranger ??= hashPassword('nobody has this password')
  const against = stored ?? (await stranger)
  const normal = normalized(password)
  const matches =
    (await verify(against, normal)) || (normal !== password && (await verify(against, password)))
  return matches && stored !== null
}
