import { describe, expect, it } from 'vitest'
import { Wire } from '../../src/fields/wire.js'
import { Addresses } from '../../src/redact/addresses.js'
import { Replacer } from '../../src/redact/replacer.js'

const replacer = new Replacer(Buffer.from('key'))

function text(value: string): string {
  return Buffer.from(replacer.text(Buffer.from(value))).toString()
}

describe('replaced texts', () => {
  it('keep length, case and what stands between words', () => {
    const value = 'Secret pass-word 2007, ABC'
    const made = text(value)
    expect(made).toMatch(/^[A-Z][a-z]{5} [a-z]{4}-[a-z]{4} \d{4}, [A-Z]{3}$/)
    for (let i = 0; i < value.length; i++) if (/\w/.test(value[i]!)) expect(made[i]).not.toBe(value[i])
  })

  it('are the same for the same word, whatever its case', () => {
    const [a, b] = text('Someone SOMEONE').split(' ')
    expect(a!.toUpperCase()).toBe(b)
    expect(text('someone')).toBe(b!.toLowerCase())
  })

  it('depend on the key', () => {
    expect(Buffer.from(new Replacer(Buffer.from('other')).text(Buffer.from('someone'))).toString()).not.toBe(
      text('someone'),
    )
  })

  it.each(['0a1b2c3d', 'DEADBEEF'])('stay hexadecimal: %s', (value) => {
    expect(text(value)).toMatch(/^[0-9a-f]{8}$/i)
  })

  it('are the same UUID as the bytes of one', () => {
    const uuid = '168902b0-7538-50f1-8f41-fea76e9af798'
    const bytes = Buffer.from(replacer.binary(Buffer.from(uuid.replaceAll('-', ''), 'hex')))
    expect(text(`{${uuid}}`).replaceAll('-', '')).toBe(`{${bytes.toString('hex')}}`)
  })

  it('are well-formed XML, URLs and UTF-8 still', () => {
    expect(text('fish &amp; chips &#97;&#x41;')).toMatch(/^[a-z]{4} &amp; [a-z]{5} &#\d{2};&#x[0-9a-f]{2};$/)
    expect(text('http://sim.example:12043/cap/0a1b')).toMatch(
      /^http:\/\/sim\.example:12043\/cap\/[0-9a-f]{4}$/,
    )
    expect(text('http://user:pass@host/')).not.toContain('pass')
    const value = 'Grüße, 世界 🎉'
    const made = text(value)
    expect(Buffer.byteLength(made)).toBe(Buffer.byteLength(value))
    expect(made).not.toContain('\ufffd')
    for (const character of ['ü', 'ß', '世', '界', '🎉']) expect(made).not.toContain(character)
  })

  it('keep the length of wide text', () => {
    const value = Buffer.from('Wide Text é 世', 'utf16le')
    const made = Buffer.from(replacer.wide(value, false))
    expect(made.length).toBe(value.length)
    expect(made.toString('utf16le')).toMatch(/^[A-Z][a-z]{3} [A-Z][a-z]{3} . .$/)
  })
})

it('replaced bytes are 0 where they were, and nowhere else, and never the same', () => {
  const value = Uint8Array.from({ length: 2048 }, (_, i) => i & 0xff)
  replacer.binary(value).forEach((byte, i) => {
    expect(byte === 0).toBe(value[i] === 0)
    if (value[i] !== 0) expect(byte).not.toBe(value[i])
  })
})

describe('replaced addresses', () => {
  const addresses = new Addresses()
  const ipv4 = (text: string) => addresses.ipv4(Uint8Array.from(text.split('.'), Number)).join('.')

  it.each([
    '1.2.3.4',
    '10.0.0.1',
    '10.20.30.4',
    '192.0.2.10',
    '66.150.244.151',
    '192.168.100.200',
    '203.100.100.100',
  ])('are as long as text: %s', (address) => {
    const made = ipv4(address)
    expect(made).toHaveLength(address.length)
    expect(made).not.toBe(address)
    expect(ipv4(address)).toBe(made)
    expect(addresses.text(`${address}:5190`)).toBe(`${made}:5190`)
  })

  it('are different for different ones', () => {
    const made = Array.from({ length: 2000 }, (_, i) => ipv4(`66.150.${100 + (i >> 8)}.${i & 0xff}`))
    expect(new Set(made).size).toBe(2000)
  })

  it.each(['127.0.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.251'])('are the same for %s', (address) => {
    expect(ipv4(address)).toBe(address)
  })

  it('keep link-local prefixes and group bits', () => {
    const local = Uint8Array.of(0xfe, 0x80, ...new Array(13).fill(0), 9)
    expect([...addresses.binary(Wire.IPv6, local).subarray(0, 2)]).toEqual([0xfe, 0x80])
    const group = Uint8Array.of(1, 0, 0x5e, 0, 0, 0xfb)
    expect(addresses.mac(group)).toBe(group)
    expect(addresses.mac(Uint8Array.of(0, 1, 2, 3, 4, 5))[0]).toBe(2)
  })
})
