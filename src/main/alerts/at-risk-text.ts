import type { Language } from '../language'

/** How many tickets are at risk or missed, in a sentence: beside the tray's icon, and for who cannot see the figure. */
export function atRiskText(count: number, language: Language): string {
  if (language === 'nl') return count === 1 ? 'Tijdig: 1 ticket dringt' : `Tijdig: ${count} tickets dringen`
  return count === 1 ? 'Tijdig: 1 ticket is urgent' : `Tijdig: ${count} tickets are urgent`
}
