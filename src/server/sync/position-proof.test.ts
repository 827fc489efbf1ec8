import { expect, it } from 'vitest'
import { isProven, proven } from './position-proof'

const key = 'a secret of the workspace'
const epoch = '0198c0de-0000-7000-8000-000000000001'
const told = proven(key, { epoch, seq: 41 })

it('knows a position again that it signed', () => {
  expect(isProven(key, told)).toBe(true)
})

it.each([
  { ...told, seq: 42 },
  { ...told, epoch: epoch.replace(/1$/, '2') },
  { ...told, proof: `${told.proof?.slice(0, -1)}_` },
  { ...told, proof: '' },
  { epoch, seq: 41 },
  proven('the secret of another workspace', { epoch, seq: 41 }),
])('takes nobody else’s word for one', (claimed) => {
  expect(isProven(key, claimed)).toBe(false)
})
