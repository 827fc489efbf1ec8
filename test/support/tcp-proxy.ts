import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** Stands between a client and a server on 127.0.0.1, and can fall silent as a host does that is gone: nobody hangs up. */
export interface TcpProxy {
  readonly port: number
  /** Lets so many more pieces of data through, in both directions together, and then nothing. New callers are not heard. */
  readonly silenceAfter: (pieces: number) => void
  /** Hangs up on all, and on whoever calls. */
  readonly cut: () => void
  /** New callers are heard again, each piece of data so many ms late. Who was cut off stays so. */
  readonly recover: (lateMs?: number) => void
  readonly close: () => Promise<void>
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let left = Infinity
  let lateMs = 0
  let isCut = false
  const callers = new Set<Socket>()
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    callers.add(near)
    near.on('close', () => callers.delete(near))
    if (left <= 0) {
      near.on('error', () => undefined)
      return
    }
    const far = connect(targetPort, '127.0.0.1')
    let isLost = false
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (piece) => {
        isLost ||= left <= 0
        if (isLost) return
        left -= 1
        if (lateMs === 0) to.write(piece)
        else setTimeout(() => to.writable && to.write(piece), lateMs)
      })
      from.on('error', () => undefined)
      from.on('close', () => setTimeout(() => to.destroy(), lateMs))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    silenceAfter: (pieces) => void (left = pieces),
    cut: () => {
      isCut = true
      for (const caller of callers) caller.destroy()
    },
    recover: (late = 0) => {
      lateMs = late
      left = Infinity
      isCut = false
    },
    close: async () => void (await new Promise((resolve) => server.close(resolve))),
  }
}
