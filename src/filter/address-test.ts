import { BlockList, isIP, isIPv4 } from 'node:net'
import { memo } from '../facts/ends.js'
import { FilterError } from './error.js'
import type { MakeSearch } from './regex.js'
import { type Item, isRange, type Op, type Value } from './syntax.js'
import { type TextTest, textTest } from './text-test.js'

/**
 * A test of an address, given as text: equal to one (however it is spelled), within a network (`10.0.0.0/8`), or within
 * a range. `ipOnly`: names and MAC addresses make no sense. Throws FilterError for values that are none.
 */
export function addressTest(
  path: string,
  op: Op,
  items: readonly Item[],
  ipOnly: boolean,
  search: MakeSearch,
): TextTest {
  if (op === 'contains' || op === 'matches') return memo(textTest(op, items, search))
  if (op.startsWith('<') || op.startsWith('>')) {
    const { at, length } = items[0] as Value
    throw new FilterError(
      `addresses have no order: write ${path} in {10.0.0.1..10.0.0.9}, or a network.`,
      at,
      length,
    )
  }
  const tests = items.map((item) =>
    isRange(item) ? rangeTest(path, item.low, item.high) : oneTest(path, item, ipOnly),
  )
  return memo((address) => tests.some((is) => is(address)))
}

function oneTest(path: string, { text, at, length }: Value, ipOnly: boolean): TextTest {
  const [address, prefix] = text.split('/') as [string, string | undefined]
  const version = isIP(address)
  if (version === 0) {
    if (!ipOnly && prefix === undefined) return (other) => other.toLowerCase() === text.toLowerCase()
    throw new FilterError(`${path} is an address, and '${text}' is none.`, at, length)
  }
  const bits = Number(prefix ?? (version === 4 ? 32 : 128))
  if (!/^\d+$/.test(prefix ?? '0') || bits > (version === 4 ? 32 : 128))
    throw new FilterError(`'/${prefix}' is no prefix of an IPv${version} address.`, at, length)
  const list = new BlockList()
  list.addSubnet(address, bits, familyOf(address))
  return (other) => isIP(other) === version && list.check(other, familyOf(other))
}

function rangeTest(path: string, low: Value, high: Value): TextTest {
  const version = isIP(low.text)
  if (version === 0 || isIP(high.text) !== version) {
    throw new FilterError(
      `${path} needs two addresses of one kind here.`,
      low.at,
      high.at + high.length - low.at,
    )
  }
  const list = new BlockList()
  try {
    list.addRange(low.text, high.text, familyOf(low.text))
  } catch {
    throw new FilterError('this range goes from high to low.', low.at, high.at + high.length - low.at)
  }
  return (other) => isIP(other) === version && list.check(other, familyOf(other))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6'
}
