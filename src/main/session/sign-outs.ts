import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { text } from '../../shared/tickets/values'
import { readChecked, writeAtomic } from '../files/atomic'
import type { Keyring } from './session'

/** Sign-ins that ended here and of which the server does not know yet. Their tokens are used for nothing but to tell it. */

const waitingFile = z.object({ waiting: z.array(z.object({ serverUrl: text(2000), sealed: z.string() })) })

/** A sign-in that ended. The token is null while only the keyring can open it; `sealed` is null where it was not kept. */
export interface EndedSignIn {
  readonly serverUrl: string
  readonly token: string | null
  readonly sealed: string | null
}

export interface SignOutPorts {
  /** The profile's folder. */
  readonly folder: string
  readonly keyring: Pick<Keyring, 'unseal'>
  /** Tells a server that a token has ended. True when the server knows; false when it could not be reached. */
  readonly tell: (serverUrl: string, token: string) => Promise<boolean>
  /** Runs something after so many ms. */
  readonly later: (work: () => void, ms: number) => void
  /** For the log: never a token. */
  readonly note: (message: string, reason?: unknown) => void
}

export interface SignOuts {
  /** Keeps it on disk, then tells the server as soon as it can be reached. */
  readonly add: (ended: EndedSignIn) => void
  /** Tells the servers now. To be called when there may be a network, and when a keyring may ask for its password. */
  readonly tellAll: () => Promise<void>
}

const firstPauseMs = 60_000
const longestPauseMs = 3_600_000

export function createSignOuts({ folder, keyring, tell, later, note }: SignOutPorts): SignOuts {
  const path = join(folder, 'sign-outs.json')
  const kept = readChecked(path, waitingFile, (reason) => note('sign-outs.json is unusable', reason))
  let waiting: readonly EndedSignIn[] = (kept?.waiting ?? []).map((ended) => ({ ...ended, token: null }))
  let pauseMs = firstPauseMs
  let isScheduled = false
  let telling: Promise<void> | null = null

  function keep(next: readonly EndedSignIn[]): void {
    waiting = next
    const onDisk = next.flatMap(({ serverUrl, sealed }) => (sealed === null ? [] : [{ serverUrl, sealed }]))
    try {
      if (onDisk.length === 0) rmSync(path, { force: true })
      else writeAtomic(path, JSON.stringify({ waiting: onDisk } satisfies z.infer<typeof waitingFile>))
    } catch (error) {
      note('sign-outs.json could not be written', error)
    }
  }

  /** Whether nothing more is to be done for it. One that fails is tried again, and keeps no other from being told. */
  async function isDone({ serverUrl, token, sealed }: EndedSignIn): Promise<boolean> {
    try {
      const opened = token ?? (sealed === null ? null : await keyring.unseal(sealed))
      // Another keyring: nobody can use this token any more, and the server ends it when it stays unused.
      return opened === null || (await tell(serverUrl, opened))
    } catch (error) {
      note('a sign-out could not be told', error)
      return false
    }
  }

  async function tellWaiting(): Promise<void> {
    for (const ended of waiting) if (await isDone(ended)) keep(waiting.filter((other) => other !== ended))
    if (waiting.length === 0) pauseMs = firstPauseMs
    else tryLater()
  }

  function tryLater(): void {
    if (isScheduled) return
    isScheduled = true
    later(() => {
      isScheduled = false
      void tellAll()
    }, pauseMs)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }

  async function tellAll(): Promise<void> {
    // What was added since the running one began is told after it.
    await telling
    telling ??= tellWaiting().finally(() => (telling = null))
    await telling
  }

  return {
    add: (ended) => {
      keep([...waiting, ended])
      void tellAll()
    },
    tellAll,
  }
}
