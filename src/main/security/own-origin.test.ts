import { expect, it } from 'vitest'
import { isOwnOrigin } from './own-origin'

it.each(['tijdig-app://app', 'tijdig-app://app/'])('%s is the page’s own', (origin) => {
  expect(isOwnOrigin(origin)).toBe(true)
})

it.each([
  'tijdig-app://app.evil.example',
  'tijdig-app://apple',
  'tijdig-app://app:80',
  'tijdig-app://app/bare',
  'https://app',
  'null',
  '',
])('%s is not', (origin) => {
  expect(isOwnOrigin(origin)).toBe(false)
})
