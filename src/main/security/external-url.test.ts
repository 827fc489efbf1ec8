import { describe, expect, it } from 'vitest'
import { externalUrl } from './external-url'

describe('addresses that leave the app', () => {
  it.each(['https://example.com/a?b=c', 'mailto:anna@example.com', 'mailto:anna@example.com?subject=Hallo'])(
    'lets %s out',
    (url) => {
      expect(externalUrl(url)).toBe(url)
    },
  )

  it.each([
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'tijdig://ticket/1',
    'smb://server/share',
    'ms-msdt:/id',
    'https://user:secret@example.com/',
    'mailto:anna@example.com?attach=/etc/passwd',
    'not an address',
    '',
  ])('keeps %s in', (url) => {
    expect(externalUrl(url)).toBeNull()
  })
})
