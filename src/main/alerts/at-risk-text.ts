import type { Language } from '../language'

/**
 * How many tickets are at risk or missed, by the names that the queue's views have: in the tray, and for who cannot see the
 * figure on the app's icon.
 */
export function atRiskText(count: number, language: Language): string {
  if (language === 'nl')
    return count === 0 ? 'Niets bijna te laat' : `${tickets(count)} bijna te laat of overschreden`
  return count === 0 ? 'Nothing at risk' : `${tickets(count)} at risk or missed`
}

/** The word is the same in both languages. */
const tickets = (count: number): string => (count === 1 ? '1 ticket' : `${count} tickets`)
