import type { Socket } from 'node:net'
import type { ApiError } from '../../shared/sync/wire'
import { securityHeaders } from './security-headers'

type ClientError = Error & { readonly code?: string }

const hangUpMs = 2000

/**
 * Answers what is no request that could be routed, such as one with too large a head, in the form of every other error,
 * and says that the connection ends with it.
 */
export function answerBrokenRequest(error: ClientError, socket: Socket): void {
  if (error.code === 'ECONNRESET') socket.destroy()
  else hangUpWith(socket, answerOf(error.code))
}

/** Refuses to be a proxy (`CONNECT`), which would otherwise be hung up on without a word. */
export const refuseTunnel = (_request: unknown, socket: Socket): void => {
  socket.on('error', () => socket.destroy())
  hangUpWith(socket, {
    status: '405 Method Not Allowed',
    body: { code: 'no-proxy', message: 'This server passes nothing on to others.' },
  })
}

function hangUpWith(
  socket: Socket,
  { status, body }: { readonly status: string; readonly body: ApiError },
): void {
  if (!socket.writable) {
    socket.destroy()
    return
  }
  // What still comes is not read, and who does not hang up is hung up on.
  socket.setTimeout(hangUpMs, () => socket.destroy())
  const text = JSON.stringify(body)
  socket.end(
    [
      `HTTP/1.1 ${status}`,
      'Connection: close',
      'Content-Type: application/json',
      ...Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`),
      `Content-Length: ${Buffer.byteLength(text)}`,
      '',
      text,
    ].join('\r\n'),
  )
}

function answerOf(code: string | undefined): { readonly status: string; readonly body: ApiError } {
  if (code === 'HPE_HEADER_OVERFLOW')
    return {
      status: '431 Request Header Fields Too Large',
      body: { code: 'headers-too-large', message: 'The head of the request is too large.' },
    }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return {
      status: '408 Request Timeout',
      body: { code: 'too-slow', message: 'The request did not arrive in time. Send it again.' },
    }
  return {
    status: '400 Bad Request',
    body: { code: 'not-http', message: 'This is not a request that can be read.' },
  }
}
