import { app, nativeImage, Notification, powerMonitor, safeStorage } from 'electron'
import type { BrowserWindow, NotificationConstructorOptions } from 'electron'
import { createHash } from 'node:crypto'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { log } from './log'

/**
 * The one place that knows which system and which Electron this is. The app runs on Electron 33 and newer: what only
 * newer ones have is asked for by name, never by version.
 */

/** Whether secrets can be kept on disk. On Linux without a keyring Chromium would use a fixed password: that is no. */
export async function canKeepSecrets(): Promise<boolean> {
  if (process.platform === 'linux') {
    const backend = safeStorage.getSelectedStorageBackend()
    if (backend === 'basic_text' || backend === 'unknown') return false
  }
  return 'isAsyncEncryptionAvailable' in safeStorage
    ? safeStorage.isAsyncEncryptionAvailable()
    : olderSafeStorage().isEncryptionAvailable()
}

/** The secret sealed by the system's keyring, as base64. */
export async function seal(secret: string): Promise<string> {
  const bytes =
    'encryptStringAsync' in safeStorage
      ? await safeStorage.encryptStringAsync(secret)
      : olderSafeStorage().encryptString(secret)
  return bytes.toString('base64')
}

/** The secret that `seal` sealed, or null when this system cannot open it (another machine, another user, a new keyring). */
export async function unseal(sealed: string): Promise<string | null> {
  try {
    const bytes = Buffer.from(sealed, 'base64')
    return 'decryptStringAsync' in safeStorage
      ? (await safeStorage.decryptStringAsync(bytes)).result
      : olderSafeStorage().decryptString(bytes)
  } catch (error) {
    log.warn('the kept sign-in could not be opened', error)
    return null
  }
}

interface OlderSafeStorage {
  isEncryptionAvailable(): boolean
  encryptString(secret: string): Buffer
  decryptString(sealed: Buffer): string
}
const olderSafeStorage = (): OlderSafeStorage => safeStorage

/** Shows a figure on the app's icon: dock (macOS), launcher (Linux where it can), taskbar overlay (Windows). */
export function setBadge(count: number, window: BrowserWindow | null, description: string): void {
  if (process.platform !== 'win32') {
    app.setBadgeCount(count)
    return
  }
  window?.setOverlayIcon(count > 0 ? dot() : null, description)
}

/** A filled red disc of 16 by 16, drawn here: Windows wants an image, and a figure would be unreadable at that size. */
function dot(): Electron.NativeImage {
  const size = 16
  const pixels = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (Math.hypot(x - 7.5, y - 7.5) <= 7) pixels.set([0x33, 0x33, 0xd1, 0xff], (y * size + x) * 4)
  return nativeImage.createFromBitmap(pixels, { width: size, height: size })
}

/**
 * Shows a native notification, urgent in the sense of the desktop's own levels, and answers how to take it away. `failed` is
 * called where the system has none, or none of its programs shows it.
 */
export function showNotification(
  { title, body, critical }: { title: string; body: string; critical: boolean },
  clicked: () => void,
  failed: () => void,
): { readonly close: () => void } {
  if (!Notification.isSupported()) {
    failed()
    return { close: () => undefined }
  }
  const options = {
    title,
    body,
    urgency: critical ? 'critical' : 'normal',
    timeoutType: critical ? 'never' : 'default',
  } satisfies NotificationConstructorOptions
  const notification = new Notification(options)
  alive.add(notification)
  notification.on('click', () => {
    alive.delete(notification)
    clicked()
  })
  notification.on('close', () => alive.delete(notification))
  notification.on('failed', (_event, error) => {
    log.warn('a notification could not be shown', error)
    failed()
  })
  notification.show()
  while (alive.size > 50) alive.delete(firstOf(alive))
  return {
    close: () => {
      alive.delete(notification)
      notification.close()
    },
  }
}

/** Notifications that may still be clicked: without a reference they are collected, and the click is lost. */
const alive = new Set<Notification>()
const firstOf = (set: Set<Notification>): Notification => set.values().next().value as Notification

/** How long ago the person last used this machine, ms; null where its system does not say. */
export function idleMs(): number | null {
  try {
    const seconds = powerMonitor.getSystemIdleTime()
    return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
  } catch (error) {
    log.warn('this system does not say when it was used last', error)
    return null
  }
}

/** Calls back when the machine wakes or is unlocked; answers how to stop that. */
export function onWake(woke: () => void): () => void {
  powerMonitor.on('resume', woke)
  powerMonitor.on('unlock-screen', woke)
  return () => {
    powerMonitor.off('resume', woke)
    powerMonitor.off('unlock-screen', woke)
  }
}

/**
 * A name for this machine that says nothing about it: a digest of the system's own id. Empty when it is not known. On Windows
 * and macOS a program is asked, beside whatever else goes on.
 */
export async function machineDigest(): Promise<string> {
  try {
    const id = await machineId()
    return id === '' ? '' : createHash('sha256').update(`tijdig ${id}`).digest('hex')
  } catch (error) {
    log.warn('this machine has no readable id', error)
    return ''
  }
}

async function machineId(): Promise<string> {
  const run = async (file: string, args: readonly string[]): Promise<string> =>
    (await promisify(execFile)(file, args, { encoding: 'utf8', timeout: 10_000, windowsHide: true })).stdout
  switch (process.platform) {
    case 'win32':
      return run('reg', ['query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid'])
    case 'darwin':
      return (
        /IOPlatformUUID[^\n]*/.exec(await run('ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice']))?.[0] ?? ''
      )
    default:
      return readFileSync('/etc/machine-id', 'utf8')
  }
}
