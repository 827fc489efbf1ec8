import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { appId } from './app-id'

test('the app and its installer have one id', () => {
  const packing = readFileSync(new URL('../../electron-builder.config.mjs', import.meta.url), 'utf8')
  expect(/^ {2}appId: '(.+)',$/m.exec(packing)?.[1]).toBe(appId)
})
