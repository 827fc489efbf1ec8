import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openVirtualDisplay } from '../setup/display.mjs'
import { isOnPath, run, tiedToUs } from '../setup/processes.mjs'

/**
 * A desktop for tests: a virtual display, a session bus and a notification daemon (dunst) on it. Elsewhere than on Linux the
 * machine's own desktop serves.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => void }>}
 */
export async function openDesktop(env) {
  if (process.platform !== 'linux') return { env, close: () => {} }
  const display = await openVirtualDisplay('1920x1200x24')
  const own = { ...env, DISPLAY: display.name, XDG_SESSION_TYPE: 'x11' }
  delete own.WAYLAND_DISPLAY
  if (!isOnPath('dbus-daemon') || !isOnPath('dunst')) return { env: own, close: display.close }

  const folder = mkdtempSync(join(tmpdir(), 'tijdig-desktop-'))
  const bus = spawn(...tiedToUs('dbus-daemon', ['--session', '--nofork', '--print-address', '3']), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const address = await new Promise((resolve) =>
    bus.stdio[3]?.once('data', (line) => resolve(String(line).trim())),
  )
  own.DBUS_SESSION_BUS_ADDRESS = address
  const settings = join(folder, 'dunstrc')
  writeFileSync(settings, '[global]\nhistory_length = 1000\n')
  const daemon = spawn(...tiedToUs('dunst', ['-config', settings]), { env: own, stdio: 'ignore' })
  await untilNotificationsWork(own)
  return {
    env: own,
    close: () => {
      daemon.kill()
      bus.kill()
      display.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilNotificationsWork(/** @type {NodeJS.ProcessEnv} */ env) {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { code } = await run('dunstctl', ['count'], { env, limitMs: 2_000 })
    if (code === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The notification daemon (dunst) does not answer.')
}
