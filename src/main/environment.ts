import { app } from 'electron'

/** What developers and tests may set from outside. A packaged app reads none of it. */
export interface Environment {
  /** Where vite serves the page during development. */
  readonly rendererUrl: string | null
  /** Another folder for this profile. */
  readonly userData: string | null
  /** How many demo tickets the embedded backend makes when it is empty. */
  readonly demoTickets: number | null
}

/** Reads the environment once. */
export function readEnvironment(): Environment {
  if (app.isPackaged) return { rendererUrl: null, userData: null, demoTickets: null }
  const { env } = process
  const tickets = Number(env.TIJDIG_DEMO_TICKETS)
  return {
    rendererUrl: env.ELECTRON_RENDERER_URL || null,
    userData: env.TIJDIG_USER_DATA || null,
    demoTickets: Number.isInteger(tickets) && tickets > 0 ? tickets : null,
  }
}
