import type { z } from 'zod'
import { findAct, newestVersion } from './acts/find'
import type { MutationArgs, MutationType } from './mutations'

/** What is wrong with an argument, so that a person can be told. */
export interface ArgumentFault {
  /** Which one, as in `title` or `fields.subject`. */
  readonly argument: string
  readonly kind: 'missing' | 'too-long' | 'not-taken'
  /** Of what is too long: how much is taken, in characters or pieces. */
  readonly max?: number
}

export type CheckedArgs<T extends MutationType> =
  | { readonly ok: true; readonly args: MutationArgs<T> }
  | { readonly ok: false; readonly fault: ArgumentFault }

/** Checks arguments by the newest schema of their act: the rules by which the server reads them. Names the first that is wrong. */
export function checkArgs<T extends MutationType>(type: T, args: unknown): CheckedArgs<T> {
  const act = findAct(type)
  const parsed = act.versions[newestVersion(act)]?.safeParse(args)
  if (parsed?.success) return { ok: true, args: parsed.data as MutationArgs<T> }
  const issue = parsed?.error.issues[0]
  return { ok: false, fault: { argument: issue?.path.join('.') ?? '', ...faultOf(issue) } }
}

function faultOf(issue: z.core.$ZodIssue | undefined): Omit<ArgumentFault, 'argument'> {
  if (issue?.code === 'too_big') return { kind: 'too-long', max: Number(issue.maximum) }
  if (issue?.code === 'too_small') return { kind: 'missing' }
  return { kind: issue?.code === 'custom' && issue.params?.isMissing ? 'missing' : 'not-taken' }
}
