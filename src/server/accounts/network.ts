import { isIPv6 } from 'node:net'

/**
 * Whom a network address belongs to: an IPv4 address stands for itself, of an IPv6 address the first 64 bits, because a
 * customer of a provider gets at least that many addresses to choose from.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase()
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const filled =
    tail === undefined ? groups : [...groups, ...zeros(8 - groups.length - after.length), ...after]
  return `${filled
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** The site that a network is part of: of an IPv6 address the first 48 bits, of an IPv4 one the first 24. */
export const siteOf = (network: string): string =>
  network.endsWith('::/64') ? network.split(':').slice(0, 3).join(':') : network.replace(/\.\d+$/, '')

const zeros = (count: number): readonly string[] => Array.from({ length: Math.max(0, count) }, () => '0')
