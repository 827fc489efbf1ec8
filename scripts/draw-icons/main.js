/**
 * Draws resources/*.png from resources/icons/*.svg. An app for Electron, whose canvas does the drawing:
 * `node scripts/run.mjs electron --no-sandbox scripts/draw-icons`
 */
import { app, BrowserWindow } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const resources = join(import.meta.dirname, '..', '..', 'resources')

/** From which drawing, to which file, how many pixels wide. Tray icons have a second one for dense screens. */
const icons = [
  ['icon', 'icon.png', 1024],
  ['icon', 'icon-512.png', 512],
  ...['tray', 'tray-attention'].flatMap((name) => [
    [name, `${name}.png`, 22],
    [name, `${name}@2x.png`, 44],
  ]),
  ['trayTemplate', 'trayTemplate.png', 16],
  ['trayTemplate', 'trayTemplate@2x.png', 32],
]

app.whenReady().then(async () => {
  const page = new BrowserWindow({ show: false })
  await page.loadURL('data:text/html,<title>icons</title>')
  for (const [drawing, file, width] of icons) {
    const svg = readFileSync(join(resources, 'icons', `${drawing}.svg`), 'utf8')
    const url = await page.webContents.executeJavaScript(`(${draw})(${JSON.stringify(svg)}, ${width})`)
    writeFileSync(join(resources, file), Buffer.from(url.split(',')[1], 'base64'))
  }
  app.quit()
})

/** Runs in the page: an SVG's text and a width to a PNG's data address. */
async function draw(svg, width) {
  const image = new Image(width, width)
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = width
  canvas.getContext('2d').drawImage(image, 0, 0, width, width)
  return canvas.toDataURL('image/png')
}
