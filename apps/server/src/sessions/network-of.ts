import { isIPv6 } from 'node:net'

const GROUPS = 8
const NETWORK_GROUPS = 4

/**
 * What limits by address count as one: an IPv4 address, also one mapped to IPv6, or the /64 of an IPv6 address, since a
 * single customer is given all of it. What is no address stays as it is.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.trim().toLowerCase().split('%')
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(plain)) return plain
  return `${expanded(plain).slice(0, NETWORK_GROUPS).join(':')}::/64`
}

function expanded(address: string): string[] {
  const [before = '', after] = address.split('::')
  const head = groupsOf(before)
  const tail = groupsOf(after ?? '')
  const zeros = Array.from({ length: GROUPS - head.length - tail.length }, () => '0')
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16).toString(16))
}

/** An IPv4 address at the end stands for two groups; which ones does not matter behind the /64. */
function groupsOf(part: string): string[] {
  if (part === '') return []
  return part.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]))
}
