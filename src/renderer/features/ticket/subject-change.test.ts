import { expect, test } from 'vitest'
import { subjectChange } from './subject-change'

test('a subject is written only when it was typed, over what its author saw', () => {
  expect(subjectChange({ subject: 'Pakbon leeg' }, 'Pakbon is leeg ')).toEqual([
    { field: 'subject', from: 'Pakbon leeg', to: 'Pakbon is leeg' },
  ])
  for (const typed of ['Pakbon leeg', ' Pakbon leeg ', '', '  '])
    expect(subjectChange({ subject: 'Pakbon leeg' }, typed)).toEqual([])
})
