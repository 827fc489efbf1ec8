import { randomUUID } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { uuid } from '../shared/tickets/values'
import { readChecked, writeAtomic } from './files/atomic'
import { log } from './log'
import { machineDigest } from './platform'

const deviceFile = z.object({ deviceId: uuid, machine: z.string(), folder: z.string() })

export interface Device {
  readonly deviceId: string
  /** The profile was made on another machine or in another folder: `deviceId` is new. */
  readonly copied: boolean
}

/**
 * This profile's id towards the server. A profile that was copied gets a new one: two that speak under one id would take
 * each other's outcomes for their own.
 */
export function readDevice(folder: string): Device {
  const path = join(folder, 'device.json')
  const here = { machine: machineDigest(), folder: realpathSync(folder) }
  const kept = readChecked(path, deviceFile, (reason) => log.warn('device.json is unusable', reason))
  if (kept && kept.machine === here.machine && kept.folder === here.folder)
    return { deviceId: kept.deviceId, copied: false }
  const deviceId = randomUUID()
  try {
    writeAtomic(path, JSON.stringify({ deviceId, ...here } satisfies z.infer<typeof deviceFile>))
  } catch (error) {
    log.error('device.json could not be written', error)
  }
  if (kept) log.warn('this profile was copied: it gets a new device id')
  return { deviceId, copied: kept !== undefined }
}
