import { createServer, type ServerResponse } from 'node:http'

/**
 * The same bytes by plain HTTP: a server without database, sign-in or framework, which tells its streams that the head is
 * at N and answers a pull with the changes it was handed, from memory. Its parent hands it one change after the other.
 */
const changes: string[] = []
const streams = new Set<ServerResponse>()
let first = 0
let isTelling = false

process.on('message', (message: { readonly first: number } | { readonly change: string }) => {
  if ('first' in message) first = message.first
  else {
    changes.push(message.change)
    if (!isTelling) tell()
  }
})

/** At the server’s own pace: 0.75 ms a stream between two rounds. */
function tell(): void {
  isTelling = true
  const known = changes.length
  const event = `event: head\ndata: {"epoch":"00000000-0000-0000-0000-000000000000","head":${first + known - 1},"serverTime":${Date.now()},"durableSeq":0}\n\n`
  for (const stream of streams) stream.write(event)
  setTimeout(() => {
    isTelling = false
    if (changes.length > known) tell()
  }, streams.size * 0.75)
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname === '/v1/sync/live') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(': open\n\n')
    streams.add(response)
    response.on('close', () => streams.delete(response))
    return
  }
  const after = Number(url.searchParams.get('after'))
  const page = changes.slice(after + 1 - first, after + 501 - first)
  const head = first + changes.length - 1
  const around = `{"epoch":"","after":${after},"to":${after + page.length},"head":${head},"serverTime":${Date.now()},"durableSeq":0`
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(`${around},"changes":[${page.join(',')}]}`)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 })
})
