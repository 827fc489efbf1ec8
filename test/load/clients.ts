import { Agent, get, type IncomingMessage } from 'node:http'

/**
 * A process of many clients. Each holds a live stream open and pulls when the stream tells of a newer head, one pull at a
 * time, as the app does. Told by its parent: the orders below, then "stop"; it answers with what each client saw.
 */
export interface ClientOrders {
  readonly address: string
  readonly tokens: readonly string[]
  readonly clients: number
  readonly epoch: string
  readonly after: number
}

const from: number[] = []
const to: number[] = []
const at: number[] = []
let bytes = 0
let pulls = 0
let failures = 0
let isStopping = false
const wallNow = (): number => performance.timeOrigin + performance.now()

process.on('message', (message: ClientOrders | 'stop') => {
  if (message === 'stop') {
    isStopping = true
    process.send?.({ from, to, at, bytes, pulls, failures })
    setTimeout(() => process.exit(0), 500)
    return
  }
  void startAll(message).then(() => process.send?.('ready'))
})

async function startAll(orders: ClientOrders): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  for (let index = 0; index < orders.clients; index += 1)
    await startClient(orders, orders.tokens[index % orders.tokens.length] ?? '', agent)
}

/** Resolves when its stream is open. */
function startClient({ address, epoch, after }: ClientOrders, token: string, agent: Agent): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  let cursor = after
  let head = after
  let pulling = false

  function pull(): void {
    if (pulling || head <= cursor || isStopping) return
    pulling = true
    const path = `/v1/sync/pull?epoch=${epoch}&after=${cursor}&limit=500`
    const call = get(`${address}${path}`, { agent, headers }, (answer) => {
      let text = ''
      answer.setEncoding('latin1')
      answer.on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => {
        pulls += 1
        bytes += text.length
        pulling = false
        // Where the page ends stands near its beginning; reading all of it would measure this process.
        const reached = Number(/"to":(\d+)/.exec(text.slice(0, 300))?.[1] ?? NaN)
        if (!(reached > cursor)) failures += 1
        else {
          from.push(cursor + 1)
          to.push(reached)
          at.push(wallNow())
          cursor = reached
        }
        pull()
      })
    })
    call.on('error', () => {
      failures += 1
      pulling = false
    })
  }

  return new Promise((resolve) => {
    get(`${address}/v1/sync/live`, { agent, headers }, (stream: IncomingMessage) => {
      stream.setEncoding('latin1')
      stream.on('data', (chunk: string) => {
        for (const [, told] of chunk.matchAll(/"head":(\d+)/g)) head = Math.max(head, Number(told))
        pull()
      })
      stream.on('close', () => isStopping || (failures += 1))
      resolve()
    }).on('error', () => {
      failures += 1
      resolve()
    })
  })
}
