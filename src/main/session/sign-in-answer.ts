import type { WorkspaceChoices } from '../../shared/sync/account-wire'
import type { Session } from '../../shared/sync/wire'
import type { Refusal } from './refusals'

/** What came of asking a server for a session. */
export type SignInAnswer =
  | { readonly ok: true; readonly session: Session }
  | (Refusal & {
      /** The password is right in several workspaces: which one is meant? */
      readonly workspaces?: WorkspaceChoices['workspaces']
    })

/** What a person enters to sign in. */
export interface SignInAs {
  readonly email: string
  readonly password: string
  /** Only when it was asked for. */
  readonly workspaceId?: string | undefined
}
