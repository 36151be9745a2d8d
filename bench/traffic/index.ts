import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeGrandChaseCapture } from './grand-chase.js'
import { writeLludpCapture } from './lludp.js'
import { writeMmoCapture } from './mmo.js'
import { writeOscarCapture } from './oscar.js'

/** A kind of made-up traffic. */
export interface Traffic {
  readonly name: string
  readonly title: string
  /** Writes a capture of about so many packets, always the same. Returns how many messages it holds. */
  readonly write: (path: string, packets: number) => number
  /** Which conversations a filter on headers lets through. */
  readonly filter: string
  /** Fields of slx, and of tshark where it knows the protocol. */
  readonly fields: readonly string[]
  readonly tsharkFields?: readonly string[]
  /** What tshark needs to be told to dissect it. */
  readonly tshark?: readonly string[]
}

export const TRAFFIC: readonly Traffic[] = [
  {
    name: 'oscar',
    title: 'OSCAR sessions',
    write: writeOscarCapture,
    filter: 'ip.addr == 198.18.0.7',
    fields: ['frame.number', 'ip.src', 'ip.dst', 'snac.foodgroup', 'snac.subgroup'],
    tsharkFields: ['frame.number', 'ip.src', 'ip.dst', 'aim.fnac.family', 'aim.fnac.subtype'],
    tshark: ['-d', 'tcp.port==5190,aim'],
  },
  {
    name: 'lludp',
    title: 'Second Life, modern and classic',
    write: writeLludpCapture,
    filter: 'udp.port == 40003',
    fields: ['frame.number', 'ip.src', 'ip.dst', 'sl.sequence', 'message.type'],
  },
  {
    name: 'grand-chase',
    title: 'Grand Chase, encrypted',
    write: writeGrandChaseCapture,
    filter: 'ip.addr == 198.18.0.7',
    fields: ['frame.number', 'ip.src', 'ip.dst', 'message.type', 'length'],
  },
  {
    name: 'mmo',
    title: 'Kyoril/mmo, with encrypted headers',
    write: writeMmoCapture,
    filter: 'ip.addr == 198.18.0.7',
    fields: ['frame.number', 'ip.src', 'ip.dst', 'message.type', 'length'],
  },
]

const FOLDER = fileURLToPath(new URL('../../../.bench/', import.meta.url))

/** A capture on disk, and how many messages its maker put into it. */
export interface Made {
  readonly path: string
  readonly messages: number
}

/** The capture of this name and size, made unless it was before. */
export function made(name: string, size: number, write: Traffic['write'], anew = false): Made {
  mkdirSync(FOLDER, { recursive: true })
  const path = `${FOLDER}${name}-${size}.pcap`
  const count = `${path}.messages`
  if (anew || !existsSync(count)) writeFileSync(count, `${write(path, size)}`)
  return { path, messages: Number(readFileSync(count, 'utf8')) }
}
