import type { Cell, Section } from '../report.js'
import type { Statistic } from '../statistic.js'
import { numberText } from '../table.js'
import type { Layer, ProtocolCounts } from './layers.js'
import { counted, ranked } from './ranked.js'
import { microseconds } from './span.js'
import { TRAFFIC, type Traffic } from './traffic.js'

/** What frames are called that no message came from: TCP set-up and acknowledgements, and nothing else in their connection. */
const NO_MESSAGE = 'no message'

/** A line of the hierarchy. */
interface Line {
  /** The layers from the outside to this one; empty for the whole input. */
  readonly path: readonly string[]
  readonly frames: number
  readonly bytes: number
  readonly messages: number
  readonly message_bytes: number
}

/** `slx stats --protocols`: each layer with what it carries below it, and the whole input above all. */
export const protocols: Statistic = {
  collectors: [TRAFFIC],
  report(state, { top } = {}) {
    const traffic = state.of(TRAFFIC)
    if (traffic.all.frames === 0) return []
    traffic.settle()
    return [section(hierarchy(traffic, top), microseconds(traffic.span.duration)!)]
  },
}

function section(lines: readonly Line[], duration: number): Section {
  const seconds = duration > 0 ? `, ${numberText(duration)} seconds` : ''
  return {
    title: `Protocols: ${counted(lines[0]!.frames, 'frame')}${seconds}`,
    columns: [
      { name: 'layer' },
      { name: 'frames', align: 'right' },
      { name: 'bytes', align: 'right' },
      { name: 'messages', align: 'right' },
      { name: 'message bytes', align: 'right' },
    ],
    rows: lines.map(({ path, frames, bytes, messages, message_bytes }): Cell[] => [
      '  '.repeat(path.length) + (path.at(-1) ?? 'all'),
      frames,
      bytes,
      messages,
      message_bytes,
    ]),
    records: lines,
  }
}

function hierarchy({ all, families }: Traffic, top: number | undefined): Line[] {
  const below = Object.values(families)
    .filter(({ frames }) => frames > 0)
    .flatMap((family) =>
      withSum([family.name], family, layersOf([...family.layers.values()], [family.name], top)),
    )
  return withSum([], all, below)
}

function layersOf(layers: readonly Layer[], path: readonly string[], top: number | undefined): Line[] {
  const { shown, rest } = ranked(layers, ({ bytes }) => bytes, top)
  const lines = shown.flatMap((layer) => layerLines(layer, [...path, layer.name]))
  if (rest.length === 0) return lines
  const sums = rest.map((layer) => layerLines(layer, [''])[0]!)
  return [...lines, sum([...path, counted(rest.length, 'more layer')], sums)]
}

function layerLines(layer: Layer, path: readonly string[]): Line[] {
  const { shown } = ranked([...layer.protocols.values()], ({ bytes }) => bytes)
  const below = shown.map((counts) => protocolLine(counts, path))
  // That nothing under a layer is dissected is no layer of its own.
  const bare =
    layer.protocols.size === 1 && layer.protocols.has('data') && layer.name !== 'UDP' && layer.name !== 'TCP'
  const lines = withSum(path, layer, below)
  return bare ? lines.slice(0, 1) : lines
}

function protocolLine(counts: ProtocolCounts, path: readonly string[]): Line {
  const { protocol, frames, bytes, messages, messageBytes } = counts
  return { path: [...path, protocol || NO_MESSAGE], frames, bytes, messages, message_bytes: messageBytes }
}

/** A line with frames and bytes of its own above the lines whose messages it sums. */
function withSum(
  path: readonly string[],
  { frames, bytes }: { readonly frames: number; readonly bytes: number },
  below: readonly Line[],
): Line[] {
  const direct = below.filter((line) => line.path.length === path.length + 1)
  return [{ ...sum(path, direct), frames, bytes }, ...below]
}

function sum(path: readonly string[], lines: readonly Line[]): Line {
  const total = (key: 'frames' | 'bytes' | 'messages' | 'message_bytes') =>
    lines.reduce((all, line) => all + line[key], 0)
  return {
    path,
    frames: total('frames'),
    bytes: total('bytes'),
    messages: total('messages'),
    message_bytes: total('message_bytes'),
  }
}
