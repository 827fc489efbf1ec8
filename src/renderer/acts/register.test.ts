import { readdirSync, readFileSync } from 'node:fs'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { ticketActs, ticketEvents } from '../../shared/tickets/acts'
import { findCommand } from '../../shared/commands'
import { english } from '../i18n/english'
import { resources } from '../i18n/resources'
import { findDialog, findLine, findLook, findRefusal, looks, nothingIsMissing, rooms } from './register'
import { sayIn } from './words'

beforeAll(() => i18next.init({ lng: 'nl', resources }))

describe('the rooms of acts', () => {
  it('have each act, each event and each dialog once', () => {
    const acts = rooms.flatMap((room) => Object.keys(room.acts))
    expect(acts.toSorted()).toEqual(ticketActs.map(({ type }) => type).toSorted())
    const events = rooms.flatMap((room) => Object.keys(room.timeline))
    expect(events.toSorted()).toEqual(ticketEvents.map(({ type }) => type).toSorted())
    const dialogs = looks.flatMap(({ look }) => Object.keys(look.dialogs))
    expect(dialogs.toSorted()).toEqual(ticketActs.flatMap((act) => [...act.dialogs]).toSorted())
  })

  it('leave nothing out, or it does not compile', () => {
    expect(nothingIsMissing).toEqual({})
  })

  it('name their words by their folders', () => {
    const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'frame')
      .map(({ name }) => name)
    expect(rooms.map(({ words }) => words.room).toSorted()).toEqual(folders.toSorted())
  })

  it('know no others', () => {
    for (const name of ['toString', '__proto__', ''])
      expect([findLook(name), findDialog(name), findLine(name), findRefusal(name)]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ])
  })
})

describe.each(looks.map((found) => [found.act, found] as const))('the look of %s', (_, { look, words }) => {
  it('names only words that there are', () => {
    const keys = [
      look.work,
      ...Object.values(look.dialogs).flatMap(({ title, done, problems }) => [
        title,
        ...(done === null ? [] : [done]),
        ...Object.values(problems ?? {}),
      ]),
      ...look.places.map(({ label }) => label),
    ]
    for (const key of keys) expect(sayIn(words, i18next.t)(key)).not.toBe(key)
  })

  it('carries out only commands that have a key', () => {
    for (const id of Object.keys(look.commands)) expect(findCommand(id)?.keys).not.toEqual([])
  })

  it('has dialogs that can be read in', async () => {
    for (const { load } of Object.values(look.dialogs)) expect(typeof (await load())).toBe('function')
  })
})

it('says each refusal of the rules of tickets in words of its own', () => {
  const folder = new URL('../../shared/tickets/', import.meta.url)
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(new URL(path, folder), 'utf8'))
  const codes = sources.flatMap((source) =>
    [...source.matchAll(/(?:rejected\(|refuse\(|\bcode: )\s*'([a-z-]+)'/g)].map(([, code = '']) => code),
  )
  expect(codes.length).toBeGreaterThan(20)
  const silent = codes.filter((code) => !findRefusal(code) && !Object.hasOwn(english.refusals, code))
  // What no person can bring about.
  expect([...new Set(silent)].toSorted()).toEqual(['invalid-mutation', 'ticket-exists'])
})
