import { expect, it } from 'vitest'
import { passwordProblem } from './passwords'

const owner = { name: 'Anna de Vries', email: 'anna.devries@firma.example' }

it.each([
  'correct horse battery',
  'vier woorden zijn genoeg',
  '4827193056',
  'Anna reed naar Zwolle',
  'пароль на каждый день',
])('%s may be used', (password) => {
  expect(passwordProblem(password, owner)).toBeNull()
})

it.each([
  ['', 'password-too-short'],
  ['negen tek', 'password-too-short'],
  ['          ', 'password-too-short'],
  // Five letters with an accent each are five characters.
  ['e\u0301e\u0301e\u0301e\u0301e\u0301', 'password-too-short'],
  ['aaaaaaaaaaaa', 'password-too-common'],
  ['abababababab', 'password-too-common'],
  ['1234567890', 'password-too-common'],
  ['ＱwertyUIOP', 'password-too-common'],
  ['wachtwoord', 'password-too-common'],
  ['anna.devries@firma.example', 'password-is-own-name'],
  ['AnnadeVries1', 'password-is-own-name'],
  ['Vries-Anna-2026', 'password-is-own-name'],
])('%j may not: %s', (password, problem) => {
  expect(passwordProblem(password, owner)).toBe(problem)
})
