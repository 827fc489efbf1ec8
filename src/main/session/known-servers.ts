import { join } from 'node:path'
import { z } from 'zod'
import { readChecked, writeAtomic } from '../files/atomic'

const knownFile = z.object({ origins: z.array(z.string().max(2000)).max(500) })

export interface KnownServerPorts {
  /** The profile's folder. */
  readonly folder: string
  /** Asks the person, outside the page, whether this server may be contacted. */
  readonly ask: (origin: string) => Promise<boolean>
  readonly note: (message: string, reason?: unknown) => void
}

/** The servers that this profile has signed in to. */
export interface KnownServers {
  /** Whether the server may be contacted. A person is asked about one that was never signed in to. */
  readonly mayContact: (serverUrl: string) => Promise<boolean>
  /** A sign-in there succeeded: nobody is asked about it again. */
  readonly learn: (serverUrl: string) => void
}

/**
 * Keeps whom the app may contact. The page names the server of a sign-in; without this, one that is broken could send
 * whatever it holds to any server of its choice.
 */
export function createKnownServers({ folder, ask, note }: KnownServerPorts): KnownServers {
  const path = join(folder, 'known-servers.json')
  const kept = readChecked(path, knownFile, (reason) => note('known-servers.json is unusable', reason))
  const known = new Set(kept?.origins)
  /** While a person is asked about a server, and after they said yes, until the app ends. */
  const asked = new Map<string, Promise<boolean>>()

  return {
    mayContact(serverUrl) {
      const origin = originOf(serverUrl)
      if (known.has(origin)) return Promise.resolve(true)
      const answer =
        asked.get(origin) ??
        ask(origin).then(
          (allowed) => {
            if (!allowed) asked.delete(origin)
            return allowed
          },
          (error: unknown) => {
            // The question could not be put, such as beside a window that closed meanwhile: the next sign-in puts it again.
            asked.delete(origin)
            throw error
          },
        )
      asked.set(origin, answer)
      return answer
    },
    learn(serverUrl) {
      const origin = originOf(serverUrl)
      if (known.has(origin)) return
      known.add(origin)
      try {
        const origins = [...known].slice(-500)
        writeAtomic(path, JSON.stringify({ origins } satisfies z.infer<typeof knownFile>))
      } catch (error) {
        note('known-servers.json could not be written: the person is asked once more', error)
      }
    },
  }
}

const originOf = (serverUrl: string): string => new URL(serverUrl).origin
