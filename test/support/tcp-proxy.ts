import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Stands between a client and a server on 127.0.0.1, and can be as bad as any line there is. */
export interface TcpProxy {
  readonly port: number
  /**
   * Lets so many more pieces of data through, in both directions together, and then nothing, as a host does that is gone: nobody
   * hangs up. New callers are not heard.
   */
  readonly silenceAfter: (pieces: number) => void
  /** Hangs up on all, and on whoever calls. */
  readonly cut: () => void
  /** Carries no more than this in each direction, all callers together. */
  readonly slow: (bytesPerSecond: number) => void
  /** Is cut and heard again in turn, every so many ms; cut at first. */
  readonly flap: (everyMs: number) => void
  /** Hangs up on all, and gives whoever calls and asks this answer instead of the server's, as a hotel's network does. */
  readonly portal: (answer: string) => void
  /** New callers are heard again, at full speed, each piece of data so many ms late. Who was cut off stays so. */
  readonly recover: (lateMs?: number) => void
  readonly close: () => Promise<void>
}

/** A slow line carries this often in a second. */
const beatsPerSecond = 10

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let left = Infinity
  let lateMs = 0
  let isCut = false
  let portalAnswer: string | null = null
  let bytesPerSecond = Infinity
  let flapping: NodeJS.Timeout | undefined
  const callers = new Set<Socket>()

  /** Carries what comes from one side to the other, behind what others have there to carry. */
  const lane = () => {
    let turn = Promise.resolve()
    return async (to: Socket, data: Buffer): Promise<void> => {
      for (let at = 0; at < data.length;) {
        const length = Math.min(data.length - at, Math.max(1, Math.ceil(bytesPerSecond / beatsPerSecond)))
        const slice = data.subarray(at, at + length)
        turn = turn.then(async () => {
          to.write(slice)
          if (bytesPerSecond !== Infinity) await sleep((slice.length / bytesPerSecond) * 1000)
        })
        await turn
        at += length
      }
    }
  }
  const [up, down] = [lane(), lane()]

  const server = createServer((near) => {
    near.on('error', () => undefined)
    if (isCut) {
      near.destroy()
      return
    }
    callers.add(near)
    near.on('close', () => callers.delete(near))
    if (portalAnswer !== null) {
      const answer = portalAnswer
      near.once('data', () => near.end(answer))
      return
    }
    if (left <= 0) return
    const far = connect(targetPort, '127.0.0.1')
    far.on('error', () => undefined)
    let isLost = false
    for (const [from, to, carry] of [
      [near, far, up],
      [far, near, down],
    ] as const) {
      from.on('data', (piece: Buffer) => {
        isLost ||= left <= 0
        if (isLost) return
        left -= 1
        if (bytesPerSecond !== Infinity) {
          from.pause()
          void carry(to, piece).then(() => from.resume())
        } else if (lateMs === 0) to.write(piece)
        else setTimeout(() => to.writable && to.write(piece), lateMs)
      })
      from.on('close', () => setTimeout(() => to.destroy(), lateMs))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const hangUp = (): void => {
    for (const caller of callers) caller.destroy()
  }
  const recover = (late = 0): void => {
    clearInterval(flapping)
    lateMs = late
    left = Infinity
    isCut = false
    portalAnswer = null
    bytesPerSecond = Infinity
  }
  const cut = (): void => {
    isCut = true
    hangUp()
  }
  return {
    port: (server.address() as AddressInfo).port,
    silenceAfter: (pieces) => void (left = pieces),
    cut: () => {
      recover()
      cut()
    },
    slow: (rate) => {
      recover()
      bytesPerSecond = rate
    },
    flap: (everyMs) => {
      recover()
      cut()
      flapping = setInterval(() => {
        if (isCut) isCut = false
        else cut()
      }, everyMs)
    },
    portal: (answer) => {
      recover()
      portalAnswer = answer
      hangUp()
    },
    recover,
    close: async () => {
      clearInterval(flapping)
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
