import { execFileSync } from 'node:child_process'
import { readTree } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'

/** One FLAP frame as tshark or slx reads it: what can be compared. */
export interface Flap {
  /** The packet that completed it. */
  readonly packet: number
  readonly ends: string
  /** Names and values in order; numbers in decimal digits, bytes in hexadecimal ones. */
  readonly fields: readonly Field[]
}

type Field = readonly [name: string, value: string]

/** The values of the fields of these names, in order. */
export function valuesOf({ fields }: Flap, names: readonly string[]): string[] {
  return fields.filter(([name]) => names.includes(name)).map(([, value]) => value)
}

/** `type:length` of every TLV, in order. */
export function tlvsOf(flap: Flap): string[] {
  const lengths = valuesOf(flap, [LENGTH])
  return valuesOf(flap, [TYPE]).map((type, i) => `${type}:${lengths[i]}`)
}

const RULES = ['-d', 'tcp.port==443,aim', '-d', 'tcp.port==5190,aim']

/** tshark's output for a capture, OSCAR wherever slx would find it. */
export function tshark(capture: string, ...options: readonly string[]): string {
  return plainTshark(capture, ...RULES, ...options)
}

/** tshark's output as it comes, for a capture or for none. */
export function plainTshark(capture: string | undefined, ...options: readonly string[]): string {
  return execFileSync('tshark', [...options, ...(capture === undefined ? [] : ['-n', '-r', capture])], {
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
}

const FIELD = /<field name="([^"]*)"(?:[^>]*? show="([^"]*)")?/g

/** Every FLAP frame that tshark finds, in order. */
export function theirFlaps(capture: string): Flap[] {
  return tshark(capture, '-Y', 'aim', '-T', 'pdml')
    .split('<packet>')
    .slice(1)
    .flatMap((packet) => {
      // The layers of the packet, then a proto for each frame, and those of its SNAC behind it.
      const [layers, ...frames] = packet.split('<proto name="aim" ')
      const layer = new Map(fieldsIn(layers!))
      const ends = ['ip.src', 'tcp.srcport', 'ip.dst', 'tcp.dstport'].map((name) => layer.get(name)).join(' ')
      const number = Number(layer.get('frame.number'))
      return frames.map((frame) => ({ packet: number, ends, fields: fieldsIn(frame) }))
    })
}

/** Every FLAP frame that slx finds, in order. */
export async function ourFlaps(capture: string): Promise<Flap[]> {
  const flaps: Flap[] = []
  await runAll([capture], (message) => {
    if (message.protocol !== 'oscar' || message.type === 'skipped') return
    const { ends } = message.conversation!
    const from = ends[message.side]
    const to = ends[message.side === 0 ? 1 : 0]
    const fields = readTree(message)
      .filter(({ value }) => value !== undefined)
      .map(({ path, value }): Field => [tlvName(path), String(value).replace(/\0$/, '')])
    const place = `${from.address} ${from.port} ${to.address} ${to.port}`
    flaps.push({ packet: message.frames.at(-1)!, ends: place, fields })
  })
  return flaps
}

const TYPE = 'aim.tlv.value_id'
const LENGTH = 'aim.tlv.length'

/** TLVs have a field in each context. */
function tlvName(path: string): string {
  return path.endsWith('.tlv_type') ? TYPE : path.endsWith('.tlv_length') ? LENGTH : path
}

function fieldsIn(pdml: string): Field[] {
  return [...pdml.matchAll(FIELD)].map(([, name, show]): Field => [name!, plain(show ?? '')])
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

/** What PDML shows, as slx's values are written. */
function plain(show: string): string {
  if (/^0x[0-9a-f]+$/i.test(show)) return String(Number(show))
  if (/^[0-9a-f]{2}(:[0-9a-f]{2})*$/.test(show) && show.includes(':')) return show.replaceAll(':', '')
  const time = /^(\w{3} +\d+, \d{4} \d\d:\d\d:\d\d)\.0+ UTC$/.exec(show)
  if (time) return String(Date.parse(`${time[1]} UTC`) / 1000)
  return show.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ENTITIES[name]!)
}
