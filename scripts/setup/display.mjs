import { spawn } from 'node:child_process'
import { isOnPath, tiedToUs } from './processes.mjs'
import { SetupFailure } from './report.mjs'

/**
 * Starts a virtual X display of 1440 × 900 on a free number and waits until it answers.
 *
 * @returns {Promise<{ name: string, close: () => void }>} its name (":99") and how to end it.
 */
export function openVirtualDisplay(size = '1440x900x24') {
  if (!isOnPath('Xvfb')) {
    throw new SetupFailure({
      what: 'There is no display to show a window on.',
      why: 'DISPLAY and WAYLAND_DISPLAY are empty, and Xvfb is not installed.',
      type: 'sudo apt-get install -y xvfb    (or log in on a desktop), then npm start',
    })
  }
  const server = spawn(...tiedToUs('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp']), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const close = () => server.kill('SIGTERM')
  return new Promise((resolve, reject) => {
    let complaint = ''
    server.stderr?.on('data', (chunk) => (complaint += chunk))
    server.once('exit', () => reject(new Error(`Xvfb ended: ${complaint.trim()}`)))
    server.stdio[3]?.once('data', (number) => {
      server.removeAllListeners('exit')
      server.unref()
      resolve({ name: `:${String(number).trim()}`, close })
    })
  })
}
