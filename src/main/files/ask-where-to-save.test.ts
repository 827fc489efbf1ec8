import type { BrowserWindow } from 'electron'
import { beforeEach, expect, it, vi } from 'vitest'
import { askWhereToSave } from './ask-where-to-save'

const box = vi.hoisted(() => ({ asked: [] as unknown[][], answer: { canceled: false, filePath: '' } }))
// The box is the system's; here a person who chooses.
vi.mock('electron', () => ({
  app: { getPath: (name: string) => `/home/sanne/${name}` },
  dialog: {
    showSaveDialog: (...args: unknown[]) => {
      box.asked.push(args)
      return Promise.resolve(box.answer)
    },
  },
}))
beforeEach(() => {
  box.asked = []
})

it('an attachment is offered among the downloads under its name, beside the window', async () => {
  box.answer = { canceled: false, filePath: '/media/usb/a.pdf' }
  const window = {} as BrowserWindow
  expect(await askWhereToSave('a.pdf', window, 'nl')).toBe('/media/usb/a.pdf')
  const options = { title: 'Bijlage opslaan', defaultPath: '/home/sanne/downloads/a.pdf' }
  await askWhereToSave('a.pdf', null, 'nl')
  expect(box.asked).toEqual([[window, options], [options]])
})

it('who goes back has chosen nothing', async () => {
  box.answer = { canceled: true, filePath: '/media/usb/a.pdf' }
  expect(await askWhereToSave('a.pdf', null, 'en')).toBeNull()
  box.answer = { canceled: false, filePath: '' }
  expect(await askWhereToSave('a.pdf', null, 'en')).toBeNull()
})
