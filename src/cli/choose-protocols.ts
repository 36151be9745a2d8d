import { DISSECTORS } from '../../dissectors/index.js'
import type { Dissector, PortRange } from '../dissect/dissector.js'
import { type DecodeAs, Registry } from '../dissect/registry.js'
import { didYouMean } from '../suggest.js'
import { UsageError } from './errors.js'

/** Loads every protocol's code. */
export function loadDissectors(): Promise<Dissector[]> {
  return Promise.all(DISSECTORS.map((entry) => entry.load()))
}

/** Loads dissectors from files of the user's. Throws UsageError for one that cannot be used. */
export async function outsideDissectors(paths: readonly string[] = []): Promise<Dissector[]> {
  if (paths.length === 0) return []
  return (await import('../outside/load.js')).loadOutside(paths)
}

/** Makes the registry of a run from `--as`, `-d` and dissectors from outside. Throws UsageError on a name or rule that makes no sense. */
export async function chooseProtocols(
  as: string | undefined,
  rules: readonly string[],
  outside: readonly Dissector[] = [],
): Promise<Registry> {
  const dissectors = withOutside(await loadDissectors(), outside)
  const decodeAs = rules.map((rule) => parseDecodeAs(rule, dissectors))
  return new Registry(dissectors, decodeAs, as === undefined ? undefined : byName(as, dissectors))
}

/** Those from outside are asked first, since whoever gives one wants it. Throws UsageError when two have one name. */
function withOutside(own: readonly Dissector[], outside: readonly Dissector[]): readonly Dissector[] {
  const all = [...outside, ...own]
  const twice = all.find(({ name }, index) => all.findIndex((other) => other.name === name) < index)
  if (twice) throw new UsageError(`two dissectors are called '${twice.name}'; give yours another name.`)
  return all
}

function byName(name: string, dissectors: readonly Dissector[]): Dissector {
  const found = dissectors.find((d) => d.name === name)
  if (found) return found
  const known = dissectors.map((d) => d.name)
  throw new UsageError(
    `no protocol is called '${name}' (known: ${known.join(', ')}; see 'slx protocols').${didYouMean(name, known)}`,
  )
}

/** `tcp.port==4000,oscar` or `udp.port==9000-9050,sl`. */
function parseDecodeAs(rule: string, dissectors: readonly Dissector[]): DecodeAs {
  const match = /^(udp|tcp)\.port\s*==\s*(\d{1,5})(?:-(\d{1,5}))?\s*,\s*([\w-]+)$/.exec(rule)
  if (!match) {
    throw new UsageError(
      `the rule '${rule}' after -d is not understood: write udp.port==PORT,NAME or tcp.port==FIRST-LAST,NAME.`,
    )
  }
  const [, transport, first, last, name] = match
  const ports: PortRange = [Number(first), Number(last ?? first)]
  if (ports[0] > ports[1] || ports[1] > 65535) {
    throw new UsageError(`the ports in the rule '${rule}' after -d must go from low to high, at most 65535.`)
  }
  return { transport: transport as 'udp' | 'tcp', ports, dissector: byName(name!, dissectors) }
}
