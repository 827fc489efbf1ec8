import { expect, it } from 'vitest'
import { passwordProblem } from './passwords'

const owner = { name: 'Anna de Vries', email: 'anna.devries@firma.example', workspace: 'Bakkerij Jansen' }

it.each([
  'correct horse battery',
  'vier woorden zijn genoeg',
  '4827193056',
  'Anna reed naar Zwolle',
  'пароль на каждый день',
  'horse staple battery',
  'welkom bij de molen van oom Piet',
  'in de zomer van 2026 naar Terschelling',
  'mijn admin drinkt koude thee',
  'Tijdig vertrekken is de halve reis',
  'de bakkerij om de hoek is dicht',
  'wij reden over de dijk',
  'propere ruitenwissers',
  'x7#kQp2!vZr9',
  'hfgYt-29-bocht',
  '73 paarse olifanten',
])('%s may be used', (password) => {
  expect(passwordProblem(password, owner)).toBeNull()
})

it.each<readonly [string, string]>([
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
  ['Tijdig2026!', 'password-too-common'],
  ...[
    'abcdefghij',
    'zyxwvutsrq1',
    '0987654321',
    'admin12345',
    'Password123!',
    'P@ssw0rd123',
    'Pa$$w0rd2024',
    'Wachtw00rd!!',
    'Welkom2024!',
    'Welkom01!!',
    'W3lk0m!2026',
    '!!Welkom99',
    'WelkomWelkom1',
    'zomer2026!!',
    'Januari-2026',
    'Maandag 01-01',
    '1q2w3e4r5t6y7u',
    'qwertyuiop[]',
    'asdfghjkl;1',
    'abcabcabcabc',
    'correcthorsebatterystaple',
    'Correct Horse Battery Staple',
  ].map((common) => [common, 'password-too-common'] as const),
  ['Jansen-2026!!', 'password-is-own-name'],
  ['Bakkerij Jansen', 'password-is-own-name'],
  ['Tijdig Jansen 1', 'password-is-own-name'],
  ['J4n53n-2026!', 'password-is-own-name'],
  ['anna.devries@firma.example', 'password-is-own-name'],
  ['AnnadeVries1', 'password-is-own-name'],
  ['Vries-Anna-2026', 'password-is-own-name'],
])('%j may not: %s', (password, problem) => {
  expect(passwordProblem(password, owner)).toBe(problem)
})
