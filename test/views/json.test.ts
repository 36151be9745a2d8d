import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/dissect/message.js'
import { bytes, defineField, group, layer, text, u8, Wire } from '../../src/fields/index.js'
import { render } from '../support/render.js'
import { checksumReply, damaged, everyType, PASTED, startMessage } from '../support/sample-messages.js'

const json = (message: Message, showSecrets = false) => JSON.parse(render('json', [message], { showSecrets }))

describe('messages', () => {
  it('are one object a line, byte for byte', () => {
    expect(render('json', [checksumReply()])).toBe(
      '{"schema":"slx/1","number":2,"frames":[2],"time":"2007-01-24T10:00:00.104332000Z","transport":"udp",' +
        '"conversation":1,"from":"server","src":{"address":"66.150.244.151","port":12036},' +
        '"dst":{"address":"192.168.1.3","port":37998},"protocol":"sl","title":"Second Life (classic)",' +
        '"type":"TemplateChecksumReply","length":36,"fields":{"flags":{"value":0,"names":[]},"sequence":1,' +
        '"message":{"value":4294967291,"name":"TemplateChecksumReply"},"DataBlock":{"ServerVersion":0,' +
        '"PatchVersion":2,"Checksum":2643846340,"known":"template of viewer 1.13.2","Flags":0,"MajorVersion":1,' +
        '"MinorVersion":13,"Token":"16892b03-f29c-4d3e-b5a1-b8e31e0f6a52"}},"findings":[]}\n',
    )
  })

  it('give every kind of value its type', () => {
    expect(json(everyType()).fields).toEqual({
      version: 69,
      high: { value: 4, name: 'four' },
      low: 5,
      options: { value: 16385, names: ['urgent', 'kind'] },
      urgent: 1,
      wide: 0x1234abcd,
      middle: 0x34,
      channel: { value: 2, name: 'Data' },
      family: { value: 4, name: 'ICBM' },
      delay: 1000,
      handle: '18446744073709551615',
      region: 1000 * 2 ** 32,
      balance: -1,
      change: -10,
      height: 12.3,
      exact: 0.1,
      alive: 2,
      address: '192.168.1.3',
      address6: '2001:db8::ff00:42:8329',
      hardware: '00:11:22:aa:bb:cc',
      id: 'ad655eb6-5ff6-4b67-afee-6fdaf1f8f165',
      position: [1, -1.5, 0.1],
      global: [1, -0.1, 2 ** 31],
      plane: [1, 0, 0, 'Infinity'],
      rotation: [0, 0, 0.5, 0.8660254],
      name: 'Hello, über "world"\\\n',
      wideName: 'Hi𘬼',
      cookie: Buffer.from(Uint8Array.from({ length: 40 }, (_, i) => i)).toString('hex'),
      password: { masked: true, length: 6 },
      key: { masked: true, length: 8 },
      proof: { masked: true },
      filler: '0000',
      answered: 5,
      ok: true,
      Items: [{ size: 1 }, { size: 2 }, { size: 5 }],
      acks: [1, { value: 2, meaning: 'message #1' }, 3],
    })
    expect(json(everyType(), true).fields).toMatchObject({
      password: 'hunter',
      key: '0001020304050607',
      proof: 'hunter',
    })
  })

  it('say null for what is not known, and have what only some have', () => {
    const { fields, ...rest } = json(damaged())
    expect(rest).toMatchObject({
      time: null,
      transport: 'none',
      conversation: 7,
      from: null,
      src: { address: null, port: null },
      dst: { address: null, port: null },
      protocol: null,
      title: null,
      type: null,
      length: 23,
      place: 'line 12',
      comment: 'seen on the wiki',
    })
    expect(rest.findings).toEqual([
      {
        severity: 'note',
        code: 'sample.unknown-type',
        text: 'Nothing says which protocol this is, so it was read as a sample.',
        source: null,
        start: null,
        length: null,
      },
      expect.objectContaining({
        code: 'malformed.length',
        field: 'sample.broken.length',
        source: 'message',
        start: 2,
        length: 21,
      }),
      expect.objectContaining({
        code: 'malformed.short',
        field: 'sample.broken.x',
        source: 'zero-expanded',
        start: 5,
        length: 0,
      }),
      expect.objectContaining({
        code: 'malformed.left-over',
        field: 'slx.undecoded',
        source: 'message',
        start: 7,
        length: 16,
      }),
    ])
    expect(fields).toMatchObject({ undecoded: '48656c6c6f2c20776f726c642100ff7f' })
  })

  it('say what was cut and left out', () => {
    const { message } = startMessage(new Uint8Array(0), 1, PASTED)
    message.sources.length = 0
    message.addSource('message', new Uint8Array(3), 0, 3, 9)
    message.findingsDropped = 2
    expect(json(message)).toMatchObject({ length: 3, cut: 9, findings: [], findingsDropped: 2 })
    message.sources[0]!.cut = Number.POSITIVE_INFINITY
    expect(json(message)).toMatchObject({ length: 3, cut: null })
    expect(render('tree', [message])).toContain('3 of ? bytes')
  })

  it('have times to the nanosecond, as far as there are calendars', () => {
    const time = (seconds: number, nanoseconds: number) => {
      const { message } = startMessage(new Uint8Array(0))
      return json(Object.assign(message, { seconds, nanoseconds })).time
    }
    expect(time(0, 0)).toBe('1970-01-01T00:00:00.000000000Z')
    expect(time(1_709_164_799, 999_999_999)).toBe('2024-02-28T23:59:59.999999999Z')
    expect(time(253_402_300_800, 1)).toBe('+010000-01-01T00:00:00.000000001Z')
    expect(time(1e15, 0)).toBe(null)
  })
})

describe('fields', () => {
  const F = layer('jsonfields', {
    list: group({ repeated: true }),
    other: group(),
    one: u8(),
    again: u8(),
    item: u8({ repeated: true }),
    bit: u8({ mask: 1 }),
    note: { wire: Wire.Derived, inline: true },
    boxed: u8({ boxed: true }),
    value: bytes(),
    packed: group({ raw: true }),
  })
  const fields = (record: (at: ReturnType<typeof startMessage>['at']) => void) => {
    const { message, at } = startMessage(Uint8Array.from({ length: 20 }, (_, i) => i + 1))
    record(at)
    const text = render('json', [message])
    return text.slice(text.indexOf('"fields":') + 9, text.indexOf(',"findings"'))
  }

  it('that are empty groups are empty objects', () => {
    expect(
      fields((at) => {
        at.open(F.other)
        at.close()
      }),
    ).toBe('{"other":{}}')
  })

  it('that are groups with raw bytes have them too', () => {
    expect(
      fields((at) => {
        at.open(F.packed)
        at.read(F.one)
        at.read(F.again)
        at.close()
      }),
    ).toBe('{"packed":{"raw":"0102","one":1,"again":2}}')
  })

  it('that are repeated are arrays, even of one', () => {
    expect(
      fields((at) => {
        at.read(F.item)
        at.open(F.other)
        at.read(F.item)
        at.read(F.item)
        at.close()
        at.open(F.list)
        at.open(F.list)
        at.read(F.one)
        at.close()
        at.close()
      }),
    ).toBe('{"item":[1],"other":{"item":[2,3]},"list":[{"list":[{"one":4}]}]}')
  })

  it('keep parts of an array’s element together', () => {
    expect(
      fields((at) => {
        at.bits(F.bit, at.read(F.item))
        at.read(F.item)
        at.bits(F.bit, at.read(F.item))
        at.derive(F.note, 'odd')
        at.bits(F.bit, at.read(F.one))
        at.derive(F.note, 'even')
      }),
    ).toBe('{"item":[{"value":1,"bit":1},2,{"value":3,"bit":1,"note":"odd"}],"one":4,"bit":0,"note":"even"}')
  })

  it('may be an object with the inline values behind them, as in an array', () => {
    expect(
      fields((at) => {
        at.read(F.boxed)
        at.derive(F.note, 'one')
        at.read(F.one)
        at.derive(F.note, 'two')
        at.read(F.boxed)
      }),
    ).toBe('{"boxed":{"value":1,"note":"one"},"one":2,"note":"two","boxed#2":3}')
  })

  it('that come again though not repeated get a number, so that nothing is lost', () => {
    const twin = defineField('elsewhere.one', u8())
    const numbered = defineField('elsewhere.one#2', u8())
    expect(
      fields((at) => {
        at.read(F.one)
        at.read(F.one)
        at.read(numbered)
        at.read(twin)
        at.open(F.other)
        at.read(F.one)
        at.close()
        at.read(F.item)
        at.read(F.again)
        at.read(F.item)
        at.read(F.one)
      }),
    ).toBe(
      '{"one":1,"one#2":2,"one#2#2":3,"one#3":4,"other":{"one":5},"item":[6],"again":7,"item#2":[8],"one#4":9}',
    )
  })

  it('may have names that objects have by themselves', () => {
    const { message, at } = startMessage(Uint8Array.of(1, 2))
    at.read(defineField('odd.__proto__', u8()))
    at.take(defineField('odd."\u202e', text()), 1)
    expect(render('json', [message])).toContain('"fields":{"__proto__":1,"\\"\\u202e":"\\u0002"}')
  })

  it('are taken in time linear in their number, even if none should come twice', () => {
    const { message, at } = startMessage(new Uint8Array(50_000))
    while (at.more) at.read(F.one)
    // Of the processor, not by the clock: other programs run meanwhile.
    const started = process.cpuUsage()
    expect(Object.keys(json(message).fields).length).toBe(50_000)
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000)
  })
})
