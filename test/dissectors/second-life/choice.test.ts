import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Dialect, type Era } from '../../../dissectors/second-life/dialect.js'
import { secondLife } from '../../../dissectors/second-life/index.js'
import { templateChecksum } from '../../../dissectors/second-life/template/checksum.js'
import { openLibrary, TEMPLATES, TemplateLibrary } from '../../../dissectors/second-life/template/library.js'
import type { LoadedTemplate } from '../../../dissectors/second-life/template/load.js'
import { parseTemplate } from '../../../dissectors/second-life/template/parse.js'
import type { DissectOptions, Session } from '../../../src/dissect/dissector.js'
import { Engine } from '../../../src/dissect/engine.js'
import type { Message } from '../../../src/dissect/message.js'
import { Registry } from '../../../src/dissect/registry.js'
import { Slots } from '../../../src/dissect/slots.js'
import { dissectIn, fromHex } from '../../support/dissect.js'
import { fakeConversation, fakePayload } from '../../support/fake-payload.js'
import { dissectOptions } from '../../support/options.js'
import { valueAt } from '../../support/read-tree.js'
import { allDissectors } from '../../support/run.js'
import { sharedPath } from '../../support/shared.js'
import { classicPacket, encodeLegacy } from './encode.js'
import { legacyOrders, packets, payloadOf } from './vectors.js'

const codes = (message: Message) => message.findings.map(({ kind }) => kind.code)

function loaded(name: string, text: string, era: Era): LoadedTemplate {
  const template = parseTemplate(text)
  const checksum = templateChecksum(text)
  const dialect = new Dialect(era, template, name, checksum)
  return { origin: '--template', path: name, template, checksum, dialect }
}

/** What a run with these templates gives to sessions. */
function optionsWith(...templates: LoadedTemplate[]): DissectOptions {
  const options = dissectOptions()
  options.settings.of(TEMPLATES).library = new TemplateLibrary([() => ({ templates, unusable: [] })])
  return options
}

const CONVERSATION = fakeConversation('udp', 13000)

const open = (options: DissectOptions, conversation = CONVERSATION): Session =>
  secondLife.open(conversation, options)

/** The same run's next pass over its input. */
const nextPass = (options: DissectOptions): DissectOptions => ({ ...options, state: new Slots() })

// Two releases: Two is new in the later one, so the number of Three moves.
const ONE_AND_REPLY = `{ One Low Trusted Unencoded { B Single { A U8 } } }
  { TemplateChecksumReply Fixed 0xFFFFFFFF NotTrusted Unencoded
    { DataBlock Single
      { Checksum U32 } { MajorVersion U8 } { MinorVersion U8 } { PatchVersion U8 } { ServerVersion U8 }
      { Flags U32 }
    }
    { TokenBlock Single { Token LLUUID } }
  }`
const TWO = '{ Two Low Trusted Unencoded { B Single { A U8 } } }'
const THREE = '{ Three Low Trusted Unencoded { B Single { A U32 } } }'
const OLD = loaded('old', ONE_AND_REPLY + THREE, 'classic')
const NEW = loaded('new', ONE_AND_REPLY + TWO + THREE, 'classic')
const ONE = fromHex('00000001 ffff0001 07')
const NEW_TWO = fromHex('00000002 ffff0002 07')
const NEW_THREE = fromHex('00000003 ffff0003 01020304')

describe('among templates of one era', () => {
  test('what reads exactly decides, from the first packet that tells them apart, and is told', () => {
    const session = open(optionsWith(OLD, NEW))
    const read = [ONE, NEW_TWO, ONE, NEW_THREE].map((bytes) => dissectIn(session, bytes))
    expect(read.map(({ type }) => type)).toEqual(['One', 'Two', 'One', 'Three'])
    expect(read.map((message) => valueAt(message, 'sl.template'))).toEqual([
      `old (3 messages, checksum 0x${OLD.checksum.toString(16).padStart(8, '0')})`,
      `new (4 messages, checksum 0x${NEW.checksum.toString(16).padStart(8, '0')})`,
      undefined,
      undefined,
    ])
  })

  test('it is remembered from one pass to the next', () => {
    const options = optionsWith(OLD, NEW)
    const first = open(options)
    for (const bytes of [ONE, NEW_TWO]) dissectIn(first, bytes)
    const second = open(nextPass(options))
    expect(valueAt(dissectIn(second, ONE), 'sl.template')).toMatch(/^new /)
    expect(dissectIn(second, NEW_TWO).type).toBe('Two')
  })

  test('a difference that shows late is found as well', () => {
    const session = open(optionsWith(OLD, NEW))
    for (let i = 0; i < 100; i++) expect(dissectIn(session, ONE).type).toBe('One')
    expect(codes(dissectIn(session, NEW_TWO))).not.toEqual([])
    expect(dissectIn(session, NEW_TWO).type).toBe('Two')
    expect(dissectIn(session, NEW_THREE).type).toBe('Three')
  })

  test('bytes left over say that the template is older than the sender', () => {
    const session = open(optionsWith(OLD))
    dissectIn(session, ONE)
    const message = dissectIn(session, fromHex('00000002 ffff0001 07 0a0b'))
    expect(message.findings.map(({ text }) => text)).toEqual([
      expect.stringMatching(/template older than sender, 2 bytes left;/),
    ])
  })
})

describe('a checksum reply', () => {
  const reply = (checksum: number) => {
    const bytes = fromHex(`00000001 ffffffff 00 02 00000000 00000000 01 0d ${'00'.repeat(16)}`)
    new DataView(bytes.buffer).setUint32(10, checksum, true)
    return bytes
  }

  test('decides where the packets do not', () => {
    const options = optionsWith(OLD, NEW)
    dissectIn(open(options), reply(NEW.checksum))
    const message = dissectIn(open(options, fakeConversation('udp', 13000)), ONE)
    expect(valueAt(message, 'sl.template')).toMatch(/^new /)
  })

  test('of a template that is loaded needs no word', () => {
    expect(codes(dissectIn(open(optionsWith(OLD, NEW)), reply(NEW.checksum)))).toEqual([])
  })

  test('of another one says which to get', () => {
    const texts = (checksum: number) =>
      dissectIn(open(dissectOptions()), reply(checksum)).findings.map(({ text }) => text)
    expect(texts(0x0ac351a9)).toEqual([
      'This template is not loaded, so the built-in table decides: give the message_template.msg of viewer 1.15.0 with --template.',
    ])
    expect(texts(0x12345678)).toEqual([
      'This template is not loaded, so the built-in table decides: give a message template with the checksum 0x12345678 with --template.',
    ])
  })
})

test('templates that were passed over are told once in a run', () => {
  const options = dissectOptions()
  const unusable = [{ origin: 'configuration' as const, path: 'x.msg', problem: 'x.msg:1:1: expected' }]
  options.settings.of(TEMPLATES).library = new TemplateLibrary([() => ({ templates: [OLD], unusable })])
  expect(codes(dissectIn(open(options), ONE))).toEqual(['sl.template-unusable'])
  expect(codes(dissectIn(open(options), ONE))).toEqual([])
})

const folder = sharedPath('templates')

describe.skipIf(!folder || !legacyOrders)(
  'with many templates loaded (skipped where ../shared is absent)',
  () => {
    const library = folder ? openLibrary([folder], { platform: 'linux', env: {}, root: '' }) : undefined

    const options = () => {
      const made = dissectOptions()
      made.settings.of(TEMPLATES).library = library!
      return made
    }

    test.each(packets.map((vector) => [vector.name, vector] as const))(
      '%s in a conversation of its own',
      (_, vector) => {
        const message = dissectIn(open(options()), payloadOf(vector))
        expect([message.title, message.type]).toEqual([`Second Life (${vector.era})`, vector.message])
      },
    )

    test('all messages of 1.13.2 in one conversation', () => {
      const all = Object.entries(legacyOrders!)
      const bytes = all.map(([name, message], i) => classicPacket(1 + i, encodeLegacy(name, message, 1).body))
      const run = options()
      const first = open(run)
      for (const each of bytes) dissectIn(first, each)
      const second = open(nextPass(run))
      const read = bytes.map((each) => dissectIn(second, each))
      expect(read.map(({ type }) => type)).toEqual(all.map(([name]) => name))
      expect(valueAt(read[0]!, 'sl.template')).toMatch(/viewer 1\.13\.2\)$/)
    })
  },
)

test('random bytes on the ports of the protocol give findings and no messages', async () => {
  const registry = new Registry(await allDissectors())
  const payloads = fc.noBias(
    fc.array(fc.uint8Array({ minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.constantFrom(12036, 13000), payloads, (port, bytes) => {
      const messages: [type: string, findings: number][] = []
      const engine = new Engine(registry, { ...dissectOptions(), layers: false }, (message) => {
        messages.push([message.type, message.findings.length])
      })
      const conversation = fakeConversation('udp', port)
      bytes.forEach((payload, i) => void engine.datagram(fakePayload(conversation, payload, i + 1)))
      expect(messages.length).toBe(bytes.length)
      for (const [type, findings] of messages) expect([type, findings > 0]).toEqual(['', true])
    }),
    { numRuns: 5000 },
  )
})
