import { net } from 'electron'

const longestMs = 5000

/**
 * Whether a proxy on the way to this address wants a sign-in of its own. `net.fetch` says of a tunnel that a proxy refused only
 * that it was refused; the older request tells why.
 */
export function proxyWantsSignIn(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = net.request({ url, method: 'HEAD', credentials: 'omit', redirect: 'error' })
    const done = (wants: boolean): void => {
      clearTimeout(tooLong)
      resolve(wants)
      request.abort()
    }
    const tooLong = setTimeout(() => done(false), longestMs)
    request.on('login', ({ isProxy }, answer) => {
      answer()
      done(isProxy)
    })
    request.on('response', () => done(false))
    request.on('error', () => done(false))
    request.end()
  })
}
