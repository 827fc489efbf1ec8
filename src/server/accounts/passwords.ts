import { hash, verify } from '@node-rs/argon2'

/** OWASP's setting for argon2id (the library's default algorithm): 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** At least ten characters; no other rule: length is what helps. */
export const shortestPassword = 10

/** An argon2id hash in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost)

let stranger: Promise<string> | undefined

/** Checks a password. Takes as long when there is no such account (`stored` null), so that nobody can tell which exist. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  stranger ??= hashPassword('nobody has this password')
  const matches = await verify(stored ?? (await stranger), password)
  return matches && stored !== null
}
