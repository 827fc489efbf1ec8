import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { destination } from '../shared/ipc/channels'
import { deepLinkAmong, parseDeepLink } from './deep-link'

describe('deep links', () => {
  it.each(['tijdig://ticket/1042', 'tijdig://ticket/1042/', 'TIJDIG://ticket/1042'])(
    '%s opens ticket 1042',
    (link) => {
      expect(parseDeepLink(link)).toEqual({ view: 'ticket-number', number: 1042 })
    },
  )

  it.each([
    'tijdig://ticket/',
    'tijdig://ticket/0',
    'tijdig://ticket/-1',
    'tijdig://ticket/1e3',
    'tijdig://ticket/10?solve=1',
    'tijdig://ticket/10#x',
    'tijdig://ticket/10/reply',
    'tijdig://ticket/99999999999',
    'tijdig://ticket/2147483648',
    'tijdig://ticket@evil/10',
    'tijdig:ticket/10',
    'https://ticket/10',
    ' tijdig://ticket/10',
    'tijdig://ticket/10\n',
    '',
  ])('%s opens nothing', (link) => {
    expect(parseDeepLink(link)).toBeNull()
  })

  it('answers every text, and only with a destination of the closed list', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `tijdig://ticket/${text}`),
        ),
        (text) => {
          const answer = parseDeepLink(text)
          return answer === null || destination.safeParse(answer).success
        },
      ),
    )
  })

  it('are found among the arguments of a second start', () => {
    expect(deepLinkAmong(['/usr/bin/tijdig', '--no-sandbox', 'tijdig://ticket/7'])).toEqual({
      view: 'ticket-number',
      number: 7,
    })
    expect(deepLinkAmong(['/usr/bin/tijdig'])).toBeNull()
  })
})
