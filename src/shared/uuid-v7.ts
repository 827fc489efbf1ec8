const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')

/**
 * An RFC 9562 UUID of version 7: the time (UTC epoch ms) in front, 74 random bits behind it.
 * @param random a number from 0 up to 1, with 24 random bits at least
 */
export function uuidV7(at: number, random: () => number): string {
  const time = hex(Math.max(0, Math.floor(at)), 12).slice(-12)
  const bits = (count: number): number => Math.floor(random() * 2 ** count)
  const a = hex(0x7000 | bits(12), 4)
  const b = hex(0x8000 | bits(14), 4)
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${hex(bits(24), 6)}${hex(bits(24), 6)}`
}
