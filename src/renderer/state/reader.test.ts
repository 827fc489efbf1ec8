import { expect, test, vi } from 'vitest'
import { readerOf } from './reader'

vi.stubGlobal('window', { tijdig: { request: () => Promise.resolve({}) } })

/** A reader whose answers the test gives, in any order. */
function open() {
  const asked: { answer: (value: string) => void; fail: () => void }[] = []
  const shown: string[] = []
  let failures = 0
  const reader = readerOf<string>({
    read: () =>
      new Promise((resolve, reject) => asked.push({ answer: resolve, fail: () => reject(new Error('x')) })),
    show: (value) => shown.push(value),
    failed: () => (failures += 1),
  })
  return { asked, shown, reader, failures: () => failures }
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

test('an older answer that comes last does not stay', async () => {
  const { asked, shown, reader } = open()
  reader.read()
  reader.read()
  asked[1]?.answer('new')
  asked[0]?.answer('old')
  await settle()
  expect(shown).toEqual(['new'])
})

test('a read that fails says so, and the next one may go well', async () => {
  const { asked, shown, reader, failures } = open()
  reader.read()
  asked[0]?.fail()
  await settle()
  expect(failures()).toBe(1)
  reader.read()
  asked[1]?.answer('there')
  await settle()
  expect(shown).toEqual(['there'])
})

test('nothing is shown once it has stopped, and no failure told', async () => {
  const { asked, shown, reader, failures } = open()
  reader.read()
  reader.read()
  reader.stop()
  asked[0]?.answer('late')
  asked[1]?.fail()
  await settle()
  expect([shown, failures()]).toEqual([[], 0])
})
