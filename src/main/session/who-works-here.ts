import type { SignedIn } from '../../shared/ipc/channels'
import type { Alerting } from '../alerts/alerting'
import { personOf } from '../person'
import type { PreferenceStore } from '../preferences/store'

/** What in main follows who works here. */
export interface PersonFollowers {
  /** Null until the alerts have begun: they begin with who works here then. */
  readonly alerting: Pick<Alerting, 'sessionChanged'> | null
  readonly preferences: Pick<PreferenceStore, 'changePerson'>
  readonly tellPages: (now: SignedIn | null) => void
}

/**
 * Tells all who follow it that somebody signed in or out. First the alerts, which drop the former person's plan: otherwise it would
 * ring by the choice of the next. The pages come last: what they then ask is answered for the new person.
 */
export function tellWhoWorksHere(
  now: SignedIn | null,
  { alerting, preferences, tellPages }: PersonFollowers,
): void {
  const person = personOf(now)
  alerting?.sessionChanged(person)
  preferences.changePerson(person)
  tellPages(now)
}
