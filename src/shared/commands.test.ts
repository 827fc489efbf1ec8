import { describe, expect, it } from 'vitest'
import { commandGroups, commands, findCommand } from './commands'

describe('the command table', () => {
  it('gives no key to two commands', () => {
    const keys = commands.flatMap((command) => command.keys)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('has each id once, with a label in Dutch and in English', () => {
    expect(new Set(commands.map((command) => command.id)).size).toBe(commands.length)
    expect(commands.filter(({ label }) => label.nl.trim() === '' || label.en.trim() === '')).toEqual([])
  })

  it('has no single key that hides a sequence', () => {
    const starts = new Set(
      commands.flatMap((command) =>
        command.keys.filter((key) => key.includes(' ')).map((key) => key.split(' ')[0]),
      ),
    )
    const single = commands.flatMap((command) => command.keys.filter((key) => !key.includes(' ')))
    expect(single.filter((key) => starts.has(key))).toEqual([])
  })

  it('puts every command in a named group and finds it by id', () => {
    for (const command of commands) {
      expect(commandGroups[command.group].en).not.toBe('')
      expect(findCommand(command.id)).toEqual(command)
    }
    expect(findCommand('no.such')).toBeUndefined()
  })
})
