import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../../../src/dissect/message.js'
import { coverageFaults } from '../../../support/coverage.js'
import { readTree, valueAt, valuesAt } from '../../../support/read-tree.js'
import { packets, readPacket } from '../vectors.js'
import { f32, f64, join, packetOf, readIn, s16, string, u8, u16, u32, uuid, written } from './messages.js'

const A = '11111111-2222-4333-8444-555555555555'
const B = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'

/** The values below a path, by last name, rows of one name in order. */
function partsOf(message: Message, prefix: string): Record<string, unknown[]> {
  const parts: Record<string, unknown[]> = {}
  for (const { path, value, def } of readTree(message))
    if (path.startsWith(`${prefix}.`) && value !== undefined) (parts[def.name] ??= []).push(value)
  return parts
}

const codes = (message: Message) => message.findings.map(({ kind }) => kind.code)

const objectUpdate = (fields: Record<string, Buffer>) =>
  written('ObjectUpdate', { RegionData: { RegionHandle: (264448n << 32n) | 282112n }, ObjectData: [fields] })

describe('ObjectUpdate.ObjectData', () => {
  const floats = f32(1, 2, 3, 0, 0, 0.5, 0, 0, -9.5, 0, 0, 1, 0, 0, 0)
  const plane = f32(0, 0, 1, 21.5)
  const words = u16(
    0x8000,
    0,
    0xffff,
    0,
    0xffff,
    0x7fff,
    0x7fff,
    0x7fff,
    0x7fff,
    0x7fff,
    0x7fff,
    0,
    0xffff,
    0,
    0,
    0xffff,
  )
  const bytes = u8(0, 255, 0, 0, 255, 127, 127, 127, 127, 127, 127, 127, 255, 0, 0, 255)

  test('of 60 bytes is floats', () => {
    const parts = partsOf(objectUpdate({ ObjectData: floats }), 'sl.motion')
    expect(parts.Position).toEqual([[1, 2, 3]])
    expect(parts.Velocity).toEqual([[0, 0, 0.5]])
    expect(parts.Acceleration).toEqual([[0, 0, -9.5]])
    expect(parts.Rotation).toEqual([[0, 0, 1, 0]])
  })

  test('of 76 bytes has the plane an avatar stands on in front', () => {
    const parts = partsOf(objectUpdate({ ObjectData: join(plane, floats) }), 'sl.motion')
    expect(parts.FootCollisionPlane).toEqual([[0, 0, 1, 21.5]])
    expect(parts.Position).toEqual([[1, 2, 3]])
  })

  test.each([
    ['32', words],
    ['48', join(plane, words)],
  ])('of %s bytes is 16-bit steps', (_, data) => {
    const parts = partsOf(objectUpdate({ ObjectData: data }), 'sl.motion')
    const [x, y, z] = parts.Position![0] as number[]
    expect(x).toBeCloseTo(128.004, 3)
    expect([y, z]).toEqual([-128, 4096])
    expect((parts.Velocity![0] as number[]).slice(0, 2)).toEqual([-256, 256])
    expect((parts.Rotation![0] as number[])[3]).toBe(1)
  })

  test('of 16 bytes is 8-bit steps', () => {
    const parts = partsOf(objectUpdate({ ObjectData: bytes }), 'sl.motion')
    expect(parts.Position).toEqual([[-128, 384, -256]])
    expect((parts.AngularVelocity![0] as number[]).slice(1)).toEqual([-256, 256])
  })

  test('of another length stays as it is, and says so', () => {
    const message = objectUpdate({ ObjectData: Buffer.alloc(92) })
    expect(codes(message)).toEqual(['sl.payload-form'])
    expect(valueAt(message, 'slx.undecoded')).toBe('00'.repeat(92))
  })
})

describe('TextureEntry', () => {
  const rest = join(
    u8(0, 127, 255, 0), // colour, from 255 down
    u8(0),
    f32(2),
    u8(0),
    f32(0.5),
    u8(0),
    s16(0x7fff),
    u8(0),
    s16(-0x7fff),
    u8(0),
    s16(0x4000),
    u8(0),
    u8(0xe1),
    u8(0),
    u8(0x03),
    u8(0),
    u8(255),
  )

  test('has a value for most faces and others for some', () => {
    const data = join(uuid(A), u8(0x81, 0x02), uuid(B), u8(0), rest, u8(0), uuid(B))
    const message = objectUpdate({ TextureEntry: data })
    const parts = partsOf(message, 'sl.texture-entry')
    expect(parts.TextureID).toEqual([A, B])
    expect(parts.List).toEqual(['1, 7'])
    expect(parts.Color).toEqual([[255, 128, 0, 255]])
    expect([parts.ScaleS, parts.ScaleT, parts.OffsetS, parts.OffsetT]).toEqual([
      [2],
      [0.5],
      [0x7fff],
      [-0x7fff],
    ])
    expect([parts.Rotation, parts.Material, parts.Media, parts.Glow]).toEqual([[0x4000], [0xe1], [3], [255]])
    expect(parts.MaterialID).toEqual([B])
    expect(codes(message)).toEqual([])
    expect(coverageFaults(message)).toEqual([])
  })

  test('of an older sender ends before the last property', () => {
    const message = objectUpdate({ TextureEntry: join(uuid(A), u8(0), rest) })
    expect(partsOf(message, 'sl.texture-entry').MaterialID).toBeUndefined()
    expect(codes(message)).toEqual([])
  })

  test('with a list of faces that does not end is told', () => {
    const message = objectUpdate({ TextureEntry: join(uuid(A), Buffer.alloc(40, 0xff)) })
    expect(codes(message)).toEqual(['sl.texture-entry-faces'])
    expect(coverageFaults(message)).toEqual([])
  })
})

test('NameValue: lines of up to five parts', () => {
  const message = objectUpdate({
    NameValue: string('FirstName STRING RW SV Philip\nAttachItemID STRING RW SV 1 2\nPlain STRING x'),
  })
  const parts = partsOf(message, 'sl.name-value')
  expect(parts.Name?.map((name) => String(name).trimEnd())).toEqual(['FirstName', 'AttachItemID', 'Plain'])
  expect(parts.Value).toEqual(['Philip', '1 2', 'x'])
  expect(coverageFaults(message)).toEqual([])
})

describe('ExtraParams', () => {
  const param = (type: number, data: Buffer) => join(u16(type), u32(data.length), data)

  test('are flexible, light, sculpt, materials', () => {
    const message = objectUpdate({
      ExtraParams: join(
        u8(5),
        param(0x10, join(u8(0x80 | 25, 10, 103, 5), f32(0, 0, 1))),
        param(0x20, join(u8(255, 128, 0, 255), f32(10, 0, 0.75))),
        param(0x30, join(uuid(A), u8(0x42))),
        param(0x80, join(u8(1, 3), uuid(B))),
        param(0x90, join(f32(1, 2), u8(1))),
      ),
    })
    expect(codes(message)).toEqual([])
    const flexible = partsOf(message, 'sl.extra-params.flexible')
    expect([flexible.Tension, flexible.SoftnessHigh, flexible.Drag, flexible.Gravity]).toEqual([
      [25],
      [1],
      [10],
      [103],
    ])
    expect(partsOf(message, 'sl.extra-params.light').Radius).toEqual([10])
    expect(partsOf(message, 'sl.extra-params.sculpt')).toMatchObject({
      TextureID: [A],
      Type: [2],
      Invert: [1],
      Mirror: [0],
    })
    expect(partsOf(message, 'sl.extra-params.render-material')).toMatchObject({ Index: [3], MaterialID: [B] })
    expect(partsOf(message, 'sl.extra-params.reflection-probe').ClipDistance).toEqual([2])
    expect(coverageFaults(message)).toEqual([])
  })

  test('of ObjectExtraParams have their type beside them, before or behind', () => {
    for (const era of ['modern', 'classic'] as const) {
      const message = written(
        'ObjectExtraParams',
        { ObjectData: [{ ParamType: 0x20, ParamSize: 16, ParamData: join(u8(1, 2, 3, 4), f32(5, 6, 7)) }] },
        era,
      )
      expect(partsOf(message, 'sl.extra-params.light').Falloff, era).toEqual([7])
    }
  })
})

describe('particles', () => {
  const system = join(
    u32(1, 2),
    u8(0x8),
    u16(256, 128),
    u8(32, 16),
    u16(256, 512, 0, 0),
    u8(7),
    u16(0x8000, 0, 0xffff),
    u16(0x8000, 0x8000, 0x8000),
    uuid(A),
    uuid(B),
  )
  const data = (flags: number) => join(u32(flags), u16(512), u8(1, 2, 3, 4, 5, 6, 7, 8), u8(32, 64, 96, 128))

  test('of the older form have 86 bytes', () => {
    const message = objectUpdate({ PSBlock: join(system, data(0x100)) })
    const parts = partsOf(message, 'sl.particles')
    expect(parts.BurstPartCount).toEqual([7])
    expect(parts.AngularVelocity).toEqual([[0, -256, 0xffff / 128 - 256]])
    expect(parts.EndColor).toEqual([[5, 6, 7, 8]])
    expect(codes(message)).toEqual([])
  })

  test('of the newer form have lengths, glow and blending', () => {
    const particles = join(data(0x3_0000), u8(10, 20, 7, 9))
    const message = objectUpdate({
      PSBlock: join(u32(system.length), system, u32(particles.length), particles),
    })
    expect(partsOf(message, 'sl.particles')).toMatchObject({ StartGlow: [10], BlendDestination: [9] })
    expect(codes(message)).toEqual([])
    expect(coverageFaults(message)).toEqual([])
  })
})

test('TextureAnim: sixteen bytes', () => {
  const message = objectUpdate({ TextureAnim: join(u8(0x13, 0xff, 4, 2), f32(0, 8, 12.5)) })
  expect(partsOf(message, 'sl.texture-animation')).toMatchObject({ Face: [-1], SizeX: [4], Rate: [12.5] })
})

describe('ViewerEffect.TypeData', () => {
  const data = join(uuid(A), uuid(B), f64(256000.5, 256000, 21))

  test.each(['modern', 'classic'] as const)('has what the type says (%s)', (era) => {
    const message = written(
      'ViewerEffect',
      {
        Effect: [
          { Type: 14, Color: u8(1, 2, 3, 4), TypeData: join(data, u8(8)) },
          { Type: 7, Color: u8(1, 2, 3, 4), TypeData: data },
        ],
      },
      era,
    )
    expect(partsOf(message, 'sl.viewer-effect')).toEqual({
      SourceID: [A, A],
      TargetID: [B, B],
      TargetPosition: [
        [256000.5, 256000, 21],
        [256000.5, 256000, 21],
      ],
      TargetType: [8],
    })
    expect(valueAt(message, 'sl.ViewerEffect.Effect.Color')).toEqual([1, 2, 3, 4])
    expect(codes(message)).toEqual([])
  })
})

test('MultipleObjectUpdate.Data has what the type says, in both eras', () => {
  for (const era of ['modern', 'classic'] as const) {
    const message = written(
      'MultipleObjectUpdate',
      { ObjectData: [{ Type: 0x0d, Data: f32(1, 2, 3, 4, 5, 6) }] },
      era,
    )
    expect(partsOf(message, 'sl.object-change')).toEqual({ Position: [[1, 2, 3]], Scale: [[4, 5, 6]] })
    expect(codes(message)).toEqual([])
  }
})

test('Transfers: what is wanted', () => {
  const asked = written('TransferRequest', { TransferInfo: { SourceType: 2, Params: join(uuid(A), u32(7)) } })
  expect(partsOf(asked, 'sl.transfer')).toEqual({ AssetID: [A], AssetType: [7] })
  const told = written('TransferInfo', {
    TransferInfo: { TargetType: 0, Status: -2, Params: join(uuid(A), u32(7)) },
  })
  expect(partsOf(told, 'sl.transfer')).toEqual({ AssetID: [A], AssetType: [7] })
})

test('instant messages: what comes with them', () => {
  const bucket = (Dialog: number, BinaryBucket: Buffer) =>
    partsOf(written('ImprovedInstantMessage', { MessageBlock: { Dialog, BinaryBucket } }), 'sl.im-bucket')
  expect(bucket(4, join(u8(8), uuid(A), u8(6), uuid(B)))).toEqual({ AssetType: [8, 6], ItemID: [A, B] })
  expect(bucket(3, join(u32(50), uuid(A)))).toEqual({ JoinCost: [50], RoleID: [A] })
  expect(bucket(32, join(u8(1, 7), uuid(A), string('Notes')))).toMatchObject({
    GroupID: [A],
    ItemName: ['Notes'],
  })
  expect(bucket(22, string('262144|282112|1|2|3'))).toEqual({ Text: ['262144|282112|1|2|3'] })
  expect(bucket(0, u8(0))).toEqual({ Data: ['00'] })
})

test('parameters: what the method takes them for, in both eras', () => {
  for (const era of ['modern', 'classic'] as const) {
    const message = written(
      'EstateOwnerMessage',
      {
        MethodData: { Method: 'setaccess' },
        ParamList: ['100', '17', '1', '0', '0', '0']
          .map((Parameter) => ({ Parameter }))
          .concat([{ Parameter: uuid(A) as never }]),
      },
      era,
    )
    expect(valuesAt(message, 'sl.EstateOwnerMessage.ParamList.Parameter').slice(0, 2)).toEqual(['100', '17'])
    expect(valuesAt(message, 'sl.EstateOwnerMessage.ParamList.Parameter-meaning').slice(0, 3)).toEqual([
      'estate',
      'lists',
      'allowed agents',
    ])
    expect(valuesAt(message, 'sl.EstateOwnerMessage.ParamList.Parameter-id')).toEqual([A])
  }
})

test('numbers and ids one behind the other', () => {
  const message = written('ObjectProperties', { ObjectData: [{ TextureID: join(uuid(A), uuid(B)) }] })
  expect(valuesAt(message, 'sl.ids.ID')).toEqual([A, B])
})

describe('beside a field’s value', () => {
  test('a region’s handle in metres', () => {
    const message = objectUpdate({})
    expect(valueAt(message, 'sl.ObjectUpdate.RegionData.RegionHandle-x')).toBe(264448)
    expect(valueAt(message, 'sl.ObjectUpdate.RegionData.RegionHandle-y')).toBe(282112)
  })

  test('the names of bits of 64', () => {
    const flags = (GroupPowers: bigint) =>
      valueAt(
        written('AgentDataUpdate', { AgentData: { GroupPowers } }),
        'sl.AgentDataUpdate.AgentData.GroupPowers-flags',
      )
    expect(flags(2n)).toBe('MEMBER_INVITE')
    expect(flags((1n << 42n) | 4n)).toBe('MEMBER_EJECT, NOTICES_SEND')
    expect(flags(0n)).toBe('none')
    expect(flags(1n << 63n)).toBe('no bits known')
  })

  test('what unknown bytes may be', () => {
    const guess = (Thing: Buffer) =>
      valueAt(written('Mystery', { Block: { Thing } }), 'sl.Mystery.Block.Thing-guess')
    expect(guess(string('Grüße\n'))).toBe('"Grüße\n"')
    expect(guess(uuid(A))).toBe(A)
    expect(guess(Buffer.from('no end'))).toBeUndefined()
    expect(guess(u8(1, 2, 3, 0))).toBeUndefined()
    expect(guess(u8(0xc3, 0))).toBeUndefined()
    expect(guess(Buffer.alloc(16, 7))).toBeUndefined()
  })

  test('names only where the type can have them', () => {
    expect(codes(written('Mystery', { Block: { PCode: [1, 2, 3] } }))).toEqual([])
  })
})

describe.skipIf(packets.length === 0)(
  'packed payloads of real packets (skipped where ../shared is absent)',
  () => {
    const read = (name: string) => readPacket(packets.find((vector) => vector.name === name)!)

    test('ObjectUpdateCompressed: three objects', () => {
      const message = read('nmv_ObjectUpdateCompressedMessageL')
      const parts = partsOf(message, 'sl.compressed')
      expect(parts.LocalID).toEqual([564997821, 558618184, 166958400])
      // The path stands before the profile: a half circle with a hole, twisted from end to end.
      expect(parts.ProfileCurve).toEqual([0, 0, 5])
      expect([parts.PathTwist, parts.PathTwistBegin, parts.ProfileHollow]).toEqual([
        [0, 0, -100],
        [0, 0, 100],
        [0, 250, 32499],
      ])
      expect(codes(message)).toEqual([])
    })

    test('ImprovedTerseObjectUpdate: twelve objects', () => {
      const message = read('nmv_ImprovedTerseObjectUpdateMessageL')
      const parts = partsOf(message, 'sl.motion')
      expect(parts.LocalID).toHaveLength(12)
      expect(parts.LocalID![0]).toBe(0x2600b150)
      expect((parts.Position![0] as number[]).map((part) => Math.round(part))).toEqual([227, 226, 128])
      expect(parts.Velocity!.flat().every((part) => Math.abs(part as number) < 0.01)).toBe(true)
      expect(codes(message)).toEqual([])
    })

    test('LayerData: wind', () => {
      const message = read('nmv_LayerDataMessage')
      expect(partsOf(message, 'sl.layer')).toMatchObject({
        Stride: [18],
        PatchSize: [16],
        Type: [0x37],
        Range: [1],
        X: [0],
        Y: [0],
      })
    })
  },
)

describe('any bytes', () => {
  const fields = [
    ['ObjectUpdate', 'ObjectData', 'ObjectData'],
    ['ObjectUpdate', 'ObjectData', 'TextureEntry'],
    ['ObjectUpdate', 'ObjectData', 'NameValue'],
    ['ObjectUpdate', 'ObjectData', 'PSBlock'],
    ['ObjectUpdate', 'ObjectData', 'ExtraParams'],
    ['ObjectUpdateCompressed', 'ObjectData', 'Data'],
    ['ViewerEffect', 'Effect', 'TypeData'],
    ['ImprovedInstantMessage', 'MessageBlock', 'BinaryBucket'],
    ['TransferRequest', 'TransferInfo', 'Params'],
    ['EstateOwnerMessage', 'ParamList', 'Parameter'],
    ['Mystery', 'Block', 'Thing'],
  ] as const

  test.each(fields)('in %s.%s.%s come back, each in one leaf', (message, block, field) => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 250 }),
        fc.nat(255),
        fc.constantFrom('modern', 'classic'),
        (bytes, type, era) => {
          const switches = {
            ViewerEffect: { Type: type },
            ImprovedInstantMessage: { Dialog: type % 40 },
            TransferRequest: { SourceType: type % 6 },
          }
          const more = (switches as Record<string, Record<string, number>>)[message] ?? {}
          const extra = message === 'ViewerEffect' ? { Color: u8(0, 0, 0, 0) } : {}
          const packet = packetOf(era, message, {
            [block]: { ...more, ...extra, [field]: Buffer.from(bytes) },
          })
          expect(coverageFaults(readIn(era, packet))).toEqual([])
        },
      ),
      { numRuns: 300 },
    )
  })
})
