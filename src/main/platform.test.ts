import type { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  canKeepSecrets,
  idleMs,
  machineDigest,
  onWake,
  seal,
  setBadge,
  showNotification,
  unseal,
} from './platform'

// What only Electron has, as far as it is asked here.
const electron = vi.hoisted(() => ({
  power: null as unknown as EventEmitter,
  idleSeconds: (): number => 0,
  backend: 'gnome_libsecret',
  isAvailable: true,
  isSupported: true,
  badges: [] as number[],
  shown: [] as (EventEmitter & { options: Record<string, unknown>; closes: number })[],
}))
vi.mock('electron', async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  electron.power = Object.assign(new Emitter(), { getSystemIdleTime: () => electron.idleSeconds() })
  class Notification extends Emitter {
    static isSupported = (): boolean => electron.isSupported
    closes = 0
    constructor(readonly options: Record<string, unknown>) {
      super()
    }
    show(): void {
      electron.shown.push(this)
    }
    close(): void {
      this.closes += 1
    }
  }
  return {
    app: { setBadgeCount: (count: number) => electron.badges.push(count) },
    nativeImage: {},
    Notification,
    powerMonitor: electron.power,
    safeStorage: {
      getSelectedStorageBackend: () => electron.backend,
      isAsyncEncryptionAvailable: () => Promise.resolve(electron.isAvailable),
      encryptStringAsync: (secret: string) => Promise.resolve(Buffer.from([...secret].reverse().join(''))),
      decryptStringAsync: (bytes: Buffer) =>
        bytes.toString().includes('terces')
          ? Promise.resolve({ result: [...bytes.toString()].reverse().join('') })
          : Promise.reject(new Error('another keyring')),
    },
  }
})
vi.mock('./log', () => ({ log: { warn: () => undefined } }))

beforeEach(() => {
  electron.shown = []
  electron.badges = []
  electron.backend = 'gnome_libsecret'
  ;[electron.isAvailable, electron.isSupported] = [true, true]
})

describe('a notification', () => {
  const text = { title: '#7 · Response due now', body: 'Invoices', critical: false }
  const show = (critical = false) => {
    const did: string[] = []
    const shown = showNotification(
      { ...text, critical },
      () => did.push('clicked'),
      () => did.push('failed'),
    )
    return { did, shown, notification: electron.shown[0] }
  }

  it('is shown with its text, and leads where it says on a click', () => {
    const { did, notification } = show()
    expect(notification?.options).toMatchObject({ title: text.title, body: text.body, urgency: 'normal' })
    expect(did).toEqual([])
    notification?.emit('click')
    expect(did).toEqual(['clicked'])
  })

  it('of a due moment stays until somebody sees it', () => {
    expect(show(true).notification?.options).toMatchObject({ urgency: 'critical', timeoutType: 'never' })
  })

  it('can be taken away', () => {
    const { shown, notification } = show()
    expect(notification?.closes).toBe(0)
    shown.close()
    expect(notification?.closes).toBe(1)
  })

  it('that the system does not show, or has no place for, is said: the window asks for attention then', () => {
    const { did, notification } = show()
    notification?.emit('failed', {}, 'no daemon')
    expect(did).toEqual(['failed'])
    electron.isSupported = false
    electron.shown = []
    const second = show()
    second.shown.close()
    expect([second.did, electron.shown]).toEqual([['failed'], []])
  })
})

describe('the machine', () => {
  it('says in milliseconds how long ago it was used, or that it does not know', () => {
    electron.idleSeconds = () => 90
    expect(idleMs()).toBe(90_000)
    electron.idleSeconds = () => 0
    expect(idleMs()).toBe(0)
    for (const unknown of [-1, NaN]) {
      electron.idleSeconds = () => unknown
      expect(idleMs()).toBeNull()
    }
    electron.idleSeconds = () => {
      throw new Error('no such service')
    }
    expect(idleMs()).toBeNull()
  })

  it('tells when it wakes and when it is unlocked, until nobody wants to know', () => {
    let woke = 0
    const stop = onWake(() => (woke += 1))
    electron.power.emit('resume')
    electron.power.emit('unlock-screen')
    electron.power.emit('suspend')
    expect(woke).toBe(2)
    stop()
    electron.power.emit('resume')
    electron.power.emit('unlock-screen')
    expect([woke, electron.power.eventNames()]).toEqual([2, []])
  })

  it.skipIf(process.platform !== 'linux')('has a name that does not say its own id', async () => {
    const digest = await machineDigest()
    expect(await machineDigest()).toBe(digest)
    let id = ''
    try {
      id = readFileSync('/etc/machine-id', 'utf8').trim()
    } catch {
      expect(digest).toBe('')
    }
    if (id !== '') expect([digest.length, digest.includes(id)]).toEqual([64, false])
  })
})

describe.skipIf(process.platform !== 'linux')('secrets', () => {
  it.each([
    ['gnome_libsecret', true, true],
    ['kwallet6', true, true],
    ['gnome_libsecret', false, false],
    ['basic_text', true, false],
    ['unknown', true, false],
  ])('with %s (there: %s) can be kept: %s', async (backend, isAvailable, can) => {
    electron.backend = backend
    electron.isAvailable = isAvailable
    expect(await canKeepSecrets()).toBe(can)
  })

  it('come back as they were; what another keyring sealed does not', async () => {
    const sealed = await seal('secret')
    expect(sealed).not.toContain('secret')
    expect(await unseal(sealed)).toBe('secret')
    expect(await unseal(Buffer.from('of another').toString('base64'))).toBeNull()
  })
})

it.skipIf(process.platform === 'win32')(
  'the figure on the icon is the one that is told, and goes with 0',
  () => {
    setBadge(3, null, '3 tickets')
    setBadge(0, null, '')
    expect(electron.badges).toEqual([3, 0])
  },
)
