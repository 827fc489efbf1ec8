import { afterAll, beforeAll } from 'vitest'
import type { Role } from '../../../src/shared/tickets/people'
import type { ContextSettings } from '../../../src/server/open'
import type { Client } from './client'
import type { DatabaseKind } from './databases'
import type { Desk, Workspace } from './desk'
import { openDesk } from './desk'

/** What the tests of one suite share. There from the first of its tests on. */
export interface DeskInUse {
  readonly desk: Desk
  readonly workspace: Workspace
  /** Somebody of that workspace, signed in. */
  client: Client
}

/** One desk on a fresh database with the workspace "Alfa", for all tests of the suite that calls it. */
export function useDesk(
  kind: DatabaseKind,
  role: Role = 'agent',
  settings: Partial<ContextSettings> = {},
): DeskInUse {
  const use = {} as { -readonly [K in keyof DeskInUse]: DeskInUse[K] }
  beforeAll(async () => {
    use.desk = await openDesk(kind, undefined, settings)
    use.workspace = await use.desk.workspace('Alfa')
    use.client = await use.desk.signIn(use.workspace.agents[role])
  })
  afterAll(() => use.desk.close())
  return use
}
