import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { agentAt } from './support/agent'
import { openDemo } from './support/demo'
import { openTeam, sanne } from './support/team'
import { expect, test } from './support/test'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('files attached without a server survive kill -9 and leave with their reply, once', async ({
  profile,
}) => {
  test.setTimeout(240_000)
  profile.expectProblem(/ERR_|Failed to load resource|503|401/)
  const team = await openTeam()
  const launchOptions = { args: ['--lang=en-US'] }
  try {
    const ticket = await team.report('Logo is missing', 3 * 3_600_000)
    const app = await profile.launch(launchOptions)
    const desk = agentAt(app.page)
    await desk.signIn(team.address, sanne.email)
    await desk.open(ticket)
    await team.killServer()
    await expect(desk.status).toContainText('Offline', { timeout: 30_000 })

    const pane = desk.pane(ticket)
    await test.step('a file is picked by key, and is a draft on the disk once it shows', async () => {
      await pane.getByRole('toolbar').getByRole('button', { name: 'Reply' }).click()
      await pane.getByRole('textbox', { name: 'Reply' }).fill('Here is the logo that was missing.')
      const chooser = app.page.waitForEvent('filechooser')
      await app.page.keyboard.press('Control+Shift+A')
      await (
        await chooser
      ).setFiles([
        { name: 'steps.txt', mimeType: 'text/plain', buffer: Buffer.from('1. Open settings\n2. Upload it') },
        { name: 'logo.png', mimeType: 'image/png', buffer: picture },
      ])
      const files = pane.getByRole('list', { name: 'Files of this reply' })
      await expect(files.getByRole('button', { name: 'Save steps.txt, 1 kB' })).toBeVisible()
      await expect(files.getByRole('button', { name: 'Show logo.png, 1 kB' })).toBeVisible()
      await app.kill()
    })

    const second = await profile.launch(launchOptions)
    const again = agentAt(second.page)
    await test.step('after kill -9 the draft has them still; a removed one is gone', async () => {
      await again.open(ticket)
      const files = again.pane(ticket).getByRole('list', { name: 'Files of this reply' })
      await expect(files.getByRole('listitem')).toHaveCount(2)
      await files.getByRole('button', { name: 'Remove steps.txt' }).click()
      await expect(files.getByRole('listitem')).toHaveCount(1)
      await expect(again.pane(ticket).getByRole('textbox', { name: 'Reply' })).toBeFocused()
    })

    await test.step('the reply waits with its file, and kill -9 takes neither', async () => {
      await again.pane(ticket).getByRole('button', { name: 'Send reply' }).click()
      const timeline = again.pane(ticket).getByRole('region', { name: 'Timeline' })
      await expect(timeline).toContainText('Waits to be sent')
      await expect(timeline.getByRole('button', { name: 'Show logo.png, 1 kB' })).toBeVisible()
      await second.kill()
    })

    const third = await profile.launch(launchOptions)
    const back = agentAt(third.page)
    await test.step('with the server back, one mail leaves with the file in it', async () => {
      await team.startServer()
      await back.signInAgain()
      await expect(back.status).toContainText('Everything is sent', { timeout: 60_000 })
      await expect.poll(() => team.sink.accepted.length, { timeout: 60_000 }).toBe(1)
      const mail = team.sink.accepted[0] ?? ''
      expect(mail).toContain('Here is the logo that was missing.')
      expect(mail).toMatch(/filename="?logo\.png/)
      expect(mail.replace(/\s/g, '')).toContain(picture.toString('base64'))
      expect(mail).not.toContain('steps.txt')
    })

    await test.step('a colleague sees the picture', async () => {
      const other = await profile.launchOther(launchOptions)
      const colleague = agentAt(other.page)
      await colleague.signIn(team.address, sanne.email)
      await colleague.open(ticket)
      await colleague.pane(ticket).getByRole('button', { name: 'Show logo.png, 1 kB' }).click()
      const shown = other.page
        .getByRole('dialog', { name: 'logo.png' })
        .getByRole('img', { name: 'logo.png' })
      await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1)
    })
  } finally {
    await team.close()
  }
})

test('files are dropped and pasted, saved where the person says, and refused with a reason', async ({
  profile,
}, info) => {
  test.setTimeout(120_000)
  const app = await profile.launch({ args: ['--lang=en-US'] })
  const { page } = app
  await openDemo(page)
  await page.keyboard.press('Enter')
  await page.keyboard.press('r')
  const form = page.locator('form', { has: page.getByRole('textbox', { name: 'Reply' }) })
  const files = page.getByRole('list', { name: 'Files of this reply' })

  await test.step('dropped', async () => {
    const drop = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['a,b'], 'export.csv', { type: 'text/csv' }))
      return transfer
    })
    await form.dispatchEvent('dragover', { dataTransfer: drop })
    await form.dispatchEvent('drop', { dataTransfer: drop })
    await expect(files.getByRole('button', { name: 'Save export.csv, 1 kB' })).toBeVisible()
    await expect(form.getByRole('status')).toContainText('export.csv attached')
  })

  await test.step('pasted, unless there is text to paste', async () => {
    await page.getByRole('textbox', { name: 'Reply' }).evaluate((field) => {
      for (const withText of [true, false]) {
        const clipboardData = new DataTransfer()
        clipboardData.items.add(new File(['x'], 'image.png', { type: 'image/png' }))
        if (withText) clipboardData.setData('text/plain', 'cells')
        field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      }
    })
    await expect(files.getByRole('listitem')).toHaveCount(2)
  })

  await test.step('too large says so, and keeps what is there', async () => {
    await form.locator('input[type=file]').setInputFiles({
      name: 'film.mp4',
      mimeType: 'video/mp4',
      buffer: Buffer.alloc(25 * 1024 * 1024 + 1),
    })
    await expect(form.getByRole('status')).toHaveText(
      'film.mp4 was not attached: a file can be 25 MB at most.',
    )
    await expect(files.getByRole('listitem')).toHaveCount(2)
  })

  await test.step('saved by main, where the person says', async () => {
    mkdirSync(info.outputPath(), { recursive: true })
    const path = info.outputPath('chosen.csv')
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath })) as never
    }, path)
    writeFileSync(path, 'older')
    await files.getByRole('button', { name: 'Save export.csv, 1 kB' }).click()
    await expect(page.getByText(`Saved as ${path}`)).toBeVisible()
    expect(readFileSync(path, 'utf8')).toBe('a,b')
  })
})
