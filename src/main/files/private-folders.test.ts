import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeAtomic } from './atomic'
import { makeFoldersPrivate } from './private-folders'

const modeOf = (path: string): number => statSync(path).mode & 0o777

describe.skipIf(process.platform === 'win32')('the folders of a profile', () => {
  let profile: string
  beforeEach(() => {
    profile = mkdtempSync(join(tmpdir(), 'tijdig-profile-'))
  })
  afterEach(() => rmSync(profile, { recursive: true, force: true }))
  const refuse = (path: string, error: unknown) => {
    throw new Error(path, { cause: error })
  }

  it('are closed when they were open, with the files in them', () => {
    const logs = join(profile, 'logs')
    mkdirSync(logs)
    writeFileSync(join(logs, 'main.log'), 'x')
    chmodSync(profile, 0o755)
    chmodSync(logs, 0o775)
    chmodSync(join(logs, 'main.log'), 0o644)
    expect(makeFoldersPrivate([profile, logs], refuse)).toEqual([profile, logs, join(logs, 'main.log')])
    expect([profile, logs, join(logs, 'main.log')].map(modeOf)).toEqual([0o700, 0o700, 0o600])
    expect(makeFoldersPrivate([profile, logs], refuse)).toEqual([])
  })

  it('are made closed', () => {
    const journal = join(profile, 'deep', 'journal')
    expect(makeFoldersPrivate([journal], refuse)).toEqual([])
    expect(modeOf(journal)).toBe(0o700)
    writeAtomic(join(profile, 'other', 'device.json'), '{}')
    expect(modeOf(join(profile, 'other'))).toBe(0o700)
    expect(modeOf(join(profile, 'other', 'device.json'))).toBe(0o600)
  })

  it('that cannot be made are told, and the others are closed', () => {
    writeFileSync(join(profile, 'a-file'), '')
    chmodSync(profile, 0o755)
    const told: string[] = []
    makeFoldersPrivate([join(profile, 'a-file', 'logs'), profile], (path) => told.push(path))
    expect(told).toEqual([join(profile, 'a-file', 'logs')])
    expect(modeOf(profile)).toBe(0o700)
  })
})
