import { zeroCode } from '../../../../bench/encode/lludp-packet.js'
import { Dialect, type Era } from '../../../../dissectors/second-life/dialect.js'
import { PacketReader } from '../../../../dissectors/second-life/packet.js'
import { parseTemplate } from '../../../../dissectors/second-life/template/parse.js'
import type { Message } from '../../../../src/dissect/message.js'
import { dissectBy } from '../../../support/dissect.js'
import { type Blocks, MessageWriter } from '../sessions/write-message.js'
import { newCircuit } from '../vectors.js'

/** Messages whose fields hold more than their template says, as far as the tests need them. */
const TEMPLATE = `
version 2.0
{ ViewerEffect Medium 17 NotTrusted Zerocoded
  { Effect Variable { ID LLUUID } { Type U8 } { Duration F32 } { Color Fixed 4 } { TypeData Variable 1 } } }
{ MultipleObjectUpdate Medium 2 NotTrusted Zerocoded
  { ObjectData Variable { ObjectLocalID U32 } { Type U8 } { Data Variable 1 } } }
{ ObjectExtraParams Low 99 NotTrusted Zerocoded
  { ObjectData Variable
    { ObjectLocalID U32 } { ParamType U16 } { ParamInUse BOOL } { ParamSize U32 } { ParamData Variable 1 } } }
{ ObjectUpdate High 12 Trusted Zerocoded
  { RegionData Single { RegionHandle U64 } { TimeDilation U16 } }
  { ObjectData Variable
    { ObjectData Variable 1 } { TextureEntry Variable 2 } { TextureAnim Variable 1 } { NameValue Variable 2 }
    { PSBlock Variable 1 } { ExtraParams Variable 1 } } }
{ ObjectUpdateCompressed High 13 Trusted Unencoded
  { ObjectData Variable { UpdateFlags U32 } { Data Variable 2 } } }
{ TransferRequest Low 153 NotTrusted Unencoded
  { TransferInfo Single { ChannelType S32 } { SourceType S32 } { Params Variable 2 } } }
{ TransferInfo Low 154 NotTrusted Zerocoded
  { TransferInfo Single { TargetType S32 } { Status S32 } { Params Variable 2 } } }
{ ImprovedInstantMessage Low 254 NotTrusted Zerocoded
  { MessageBlock Single { Dialog U8 } { Message Variable 2 } { BinaryBucket Variable 2 } } }
{ EstateOwnerMessage Low 260 NotTrusted Zerocoded
  { MethodData Single { Method Variable 1 } { Invoice LLUUID } }
  { ParamList Variable { Parameter Variable 1 } } }
{ ObjectProperties Medium 9 Trusted Zerocoded
  { ObjectData Variable { OwnerMask U32 } { SaleType U8 } { TextureID Variable 1 } } }
{ AgentDataUpdate Low 387 Trusted Zerocoded
  { AgentData Single { GroupPowers U64 } { GroupName Variable 1 } } }
{ TeleportFinish Low 69 Trusted Zerocoded
  { Info Single { SimIP IPADDR } { SimPort IPPORT } { SeedCapability Variable 2 } { TeleportFlags U32 } } }
{ Mystery Low 999 Trusted Unencoded
  { Block Single { Thing Variable 1 } { Type LLUUID } { PCode LLVector3 } } }
`

const template = parseTemplate(TEMPLATE, 'test')
const reader = new PacketReader()
const dialects = new Map<Era, Dialect>()
const writers = new Map<Era, MessageWriter>()

/** The bytes of a packet with this message. */
export function packetOf(era: Era, name: string, blocks: Blocks, zeroCoded = false): Buffer {
  let writer = writers.get(era)
  if (!writer) writers.set(era, (writer = new MessageWriter(era, template)))
  const { bytes } = writer.write(name, blocks)
  const head = era === 'modern' ? [0, 0, 0, 0, 1, 0] : [0, 0, 0, 1]
  if (zeroCoded) head[0] = 0x80
  return Buffer.concat([Buffer.from(head), zeroCoded ? zeroCode(bytes) : bytes])
}

/** A message written and read. */
export function written(name: string, blocks: Blocks, era: Era = 'modern', zeroCoded = false): Message {
  return readIn(era, packetOf(era, name, blocks, zeroCoded))
}

export function readIn(era: Era, bytes: Uint8Array): Message {
  let dialect = dialects.get(era)
  if (!dialect) dialects.set(era, (dialect = new Dialect(era, template, 'the test’s template')))
  const by = dialect
  return dissectBy((at) => void reader.read(at, by, newCircuit()), bytes)
}

/** Bytes of numbers: `u8(1)`, `f32(1.5)`. */
export const u8 = (...values: number[]): Buffer => Buffer.from(values)
export const u16 = (...values: number[]): Buffer =>
  pack(values, 2, (to, value, at) => to.writeUInt16LE(value, at))
export const u32 = (...values: number[]): Buffer =>
  pack(values, 4, (to, value, at) => to.writeUInt32LE(value, at))
export const s16 = (...values: number[]): Buffer =>
  pack(values, 2, (to, value, at) => to.writeInt16LE(value, at))
export const f32 = (...values: number[]): Buffer =>
  pack(values, 4, (to, value, at) => to.writeFloatLE(value, at))
export const f64 = (...values: number[]): Buffer =>
  pack(values, 8, (to, value, at) => to.writeDoubleLE(value, at))
export const uuid = (text: string): Buffer => Buffer.from(text.replaceAll('-', ''), 'hex')
export const string = (text: string): Buffer => Buffer.from(`${text}\0`)
export const join = (...parts: Buffer[]): Buffer => Buffer.concat(parts)

function pack(
  values: readonly number[],
  width: number,
  write: (to: Buffer, value: number, at: number) => void,
): Buffer {
  const bytes = Buffer.alloc(values.length * width)
  values.forEach((value, i) => {
    write(bytes, value, i * width)
  })
  return bytes
}
