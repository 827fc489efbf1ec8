import { randomUUID } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { uuid } from '../shared/tickets/values'
import { readChecked, writeAtomic } from './files/atomic'

const deviceFile = z.object({ deviceId: uuid, machine: z.string(), folder: z.string() })
export type DeviceFile = z.infer<typeof deviceFile>

export interface Device {
  readonly deviceId: string
  /** The profile was made on another machine or in another folder: `deviceId` is new. */
  readonly copied: boolean
}

/**
 * Which device this profile is, and what is to be kept of it; null where nothing changed. A profile that was copied gets a new
 * id: two that speak under one id would take each other's outcomes for their own. A machine that is not known (empty), now or
 * when it was kept, says nothing: it is filled in when it is known.
 */
export function identify(
  kept: DeviceFile | undefined,
  here: { readonly machine: string; readonly folder: string; readonly newId: () => string },
): { readonly device: Device; readonly keep: DeviceFile | null } {
  const { machine, folder } = here
  const isOtherMachine =
    kept !== undefined && kept.machine !== '' && machine !== '' && kept.machine !== machine
  if (kept && kept.folder === folder && !isOtherMachine) {
    const learned = kept.machine === '' && machine !== ''
    return { device: { deviceId: kept.deviceId, copied: false }, keep: learned ? { ...kept, machine } : null }
  }
  const deviceId = here.newId()
  return { device: { deviceId, copied: kept !== undefined }, keep: { deviceId, machine, folder } }
}

/** So long (ms) the name of the machine is waited for; then it counts as unknown at this start. */
const patienceMs = 1500

/**
 * This profile's id towards the server. `machine` is asked beside the start, and never holds it up for long: see
 * `machineDigest`. What is not known in time is learned at a later start.
 */
export async function readDevice(
  folder: string,
  machine: Promise<string>,
  note: (message: string, reason?: unknown) => void,
): Promise<Device> {
  const path = join(folder, 'device.json')
  const kept = readChecked(path, deviceFile, (reason) => note('device.json is unusable', reason))
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<string>((resolve) => (timer = setTimeout(() => resolve(''), patienceMs)))
  const known = await Promise.race([machine.catch(() => ''), tooLate])
  clearTimeout(timer)
  if (known === '') note('the name of this machine is not known at this start')
  const { device, keep } = identify(kept, {
    machine: known,
    folder: realpathSync(folder),
    newId: randomUUID,
  })
  if (device.copied) note('this profile was copied: it gets a new device id')
  try {
    if (keep) writeAtomic(path, JSON.stringify(keep))
  } catch (error) {
    note('device.json could not be written', error)
  }
  return device
}
