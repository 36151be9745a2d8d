import { isIPv4, isIPv6 } from 'node:net'

/** The 4 or 16 bytes of an IP address as `ipv4Text` and `ipv6Text` write it; undefined for other text. */
export function addressBytes(text: string): Uint8Array | undefined {
  if (isIPv4(text)) return Uint8Array.from(text.split('.'), Number)
  if (!isIPv6(text)) return undefined
  const [head, tail] = text.split('::').map(groupBytes) as [number[], number[] | undefined]
  if (!tail) return Uint8Array.from(head)
  return Uint8Array.from([...head, ...Array<number>(16 - head.length - tail.length).fill(0), ...tail])
}

/** The bytes of groups between colons, the last of which may be an IPv4 address. */
function groupBytes(groups: string): number[] {
  if (groups === '') return []
  return groups.split(':').flatMap((group) => {
    if (group.includes('.')) return group.split('.').map(Number)
    const number = Number.parseInt(group, 16)
    return [number >> 8, number & 0xff]
  })
}
