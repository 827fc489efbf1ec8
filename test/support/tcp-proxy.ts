import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'

/** Stands between a client and a server on 127.0.0.1, and can fall silent as a host does that is gone: nobody hangs up. */
export interface TcpProxy {
  readonly port: number
  /** Lets so many more pieces of data through, in both directions together, and then nothing. New callers are not heard. */
  readonly silenceAfter: (pieces: number) => void
  /** New callers are heard again. Who was cut off stays so. */
  readonly recover: () => void
  readonly close: () => Promise<void>
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  let left = Infinity
  const server = createServer((near) => {
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
        to.write(piece)
      })
      from.on('error', () => undefined)
      from.on('close', () => to.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    silenceAfter: (pieces) => void (left = pieces),
    recover: () => void (left = Infinity),
    close: async () => void (await new Promise((resolve) => server.close(resolve))),
  }
}
