import { expect, test } from 'vitest'
import { findCommand } from '../../shared/commands'
import { atRiskText } from './at-risk-text'

test.each([
  [0, 'Niets bijna te laat', 'Nothing at risk'],
  [1, '1 ticket bijna te laat of overschreden', '1 ticket at risk or missed'],
  [12, '12 tickets bijna te laat of overschreden', '12 tickets at risk or missed'],
])('%s tickets are told as “%s”, “%s”', (count, nl, en) => {
  expect([atRiskText(count, 'nl'), atRiskText(count, 'en')]).toEqual([nl, en])
})

test('what the tray calls at risk and missed is what menu and palette call so', () => {
  for (const language of ['nl', 'en'] as const)
    for (const id of ['go.at-risk', 'go.missed'])
      expect(atRiskText(3, language)).toContain(findCommand(id)?.label[language].toLowerCase())
})
