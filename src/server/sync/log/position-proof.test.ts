import { expect, it } from 'vitest'
import { proven, provenPosition } from './position-proof'

const key = 'a secret of the workspace'
const epoch = '0198c0de-0000-7000-8000-000000000001'
const at = 1_770_000_000_000.25
const told = proven(key, { epoch, seq: 41, at })

it('knows a position again that it signed, and when its row was written', () => {
  expect(provenPosition(key, told)).toEqual({ epoch, seq: 41, at })
  const withoutRow = { epoch, seq: 0, at: null }
  expect(provenPosition(key, proven(key, withoutRow))).toEqual(withoutRow)
})

it.each([
  { ...told, seq: 42 },
  { ...told, epoch: epoch.replace(/1$/, '2') },
  { ...told, proof: `${told.proof?.slice(0, -1)}_` },
  { ...told, proof: told.proof?.replace('.25', '.5') },
  { ...told, proof: '' },
  { epoch, seq: 41 },
  proven('the secret of another workspace', { epoch, seq: 41, at }),
])('takes nobody else’s word for one', (claimed) => {
  expect(provenPosition(key, claimed)).toBeNull()
})
