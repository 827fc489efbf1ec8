import { apiError } from '../../shared/sync/api-wire'

/** A person's own word on their absence: until when (UTC ms), and who stands in. */
export interface Absence {
  readonly awayUntil: number | null
  readonly standInId: string | null
}

export type AbsenceSaved = 'saved' | 'unreachable' | 'signed-out' | 'unknown-stand-in'

/** Tells the server, which tells everybody. */
export async function saveAbsence(absence: Absence): Promise<AbsenceSaved> {
  try {
    const response = await fetch('/api/v1/me/absence', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(absence),
    })
    if (response.ok) return 'saved'
    if (response.status === 401) return 'signed-out'
    const told = apiError.safeParse(await response.json())
    return told.success && told.data.code === 'unknown-stand-in' ? 'unknown-stand-in' : 'unreachable'
  } catch {
    return 'unreachable'
  }
}
