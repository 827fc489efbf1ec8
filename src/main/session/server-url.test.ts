import { describe, expect, it } from 'vitest'
import { checkServerUrl } from './server-url'

describe('the address of a server', () => {
  it.each([
    ['https://desk.example.com/', 'https://desk.example.com'],
    [' desk.example.com ', 'https://desk.example.com'],
    ['https://example.com/desk//', 'https://example.com/desk'],
    ['HTTPS://Desk.Example.com:8443', 'https://desk.example.com:8443'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['http://localhost:4000/', 'http://localhost:4000'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
  ])('%s is read as %s', (input, url) => {
    expect(checkServerUrl(input)).toEqual({ ok: true, url })
  })

  it.each([
    ['', 'server-address-missing'],
    ['http://desk.example.com', 'server-address-insecure'],
    ['http://127.0.0.1.example.com', 'server-address-insecure'],
    ['http://localhost@evil.example', 'server-address-insecure'],
    ['file:///etc/passwd', 'server-address-insecure'],
    ['ftp://desk.example.com', 'server-address-insecure'],
    ['https://user:pass@desk.example.com', 'server-address-invalid'],
    ['https://desk.example.com/?a=b', 'server-address-invalid'],
    ['https://', 'server-address-invalid'],
    ['not an address', 'server-address-invalid'],
  ])('%s is refused: %s', (input, code) => {
    expect(checkServerUrl(input)).toMatchObject({ ok: false, code })
  })
})
