import { expect, test } from 'vitest'
import { faultOf } from './fault-of'

test('an error keeps its name and its places, and nothing that it quotes', () => {
  const reading = (): unknown => JSON.parse('Beste Sanne, mijn rekening is NL91 ABNA')
  let error: unknown
  try {
    reading()
  } catch (thrown) {
    error = thrown
  }
  const fault = faultOf(error, 'worker')
  expect(fault).toMatchObject({ where: 'worker', name: 'SyntaxError' })
  expect(fault?.message).toMatch(/not valid JSON$/)
  expect(fault?.stack).toContain('fault-of.test.ts')
  expect(JSON.stringify(fault)).not.toMatch(/Beste|rekening/)
})

test('of something that is no error only its kind is told', () => {
  expect(faultOf('Beste Sanne', 'page', 'sidebar')).toEqual({
    where: 'page',
    part: 'sidebar',
    name: 'string',
    message: '',
    stack: '',
  })
})

test.each([
  new DOMException('The operation was aborted.', 'AbortError'),
  'ResizeObserver loop completed with undelivered notifications.',
])('%s is no fault', (error) => {
  expect(faultOf(error, 'page')).toBeNull()
})

test('is never longer than the log takes', () => {
  const error = new Error('x'.repeat(10_000))
  error.stack = '    at a\n'.repeat(10_000)
  const fault = faultOf(error, 'page')
  expect(fault?.message.length).toBeLessThanOrEqual(300)
  expect(fault?.stack.length).toBeLessThanOrEqual(4000)
})
