import type { Session } from '../../shared/sync/wire'
import type { Refusal } from './refusals'

/** What came of asking a server for a session. */
export type SignInAnswer = { readonly ok: true; readonly session: Session } | Refusal
