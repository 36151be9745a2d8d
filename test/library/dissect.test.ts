import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  type DissectedMessage,
  dissect,
  type Field,
  openCapture,
  UsageError,
} from '../../src/library/index.js'
import { samples } from '../support/samples.js'
import { ROOT, slx } from '../support/slx.js'

const HANDSHAKE = `${ROOT}samples/sl-classic-handshake.pcap`

async function all(...args: Parameters<typeof dissect>): Promise<DissectedMessage[]> {
  const messages: DissectedMessage[] = []
  for await (const message of dissect(...args)) messages.push(message)
  return messages
}

describe('dissect', () => {
  it.each(samples())('gives the messages that the command prints: %s', async (path) => {
    const messages = await all(path)
    const lines = slx(['dissect', '-T', 'json', path]).stdout.trimEnd().split('\n')
    const printed = lines.map((line) => JSON.parse(line))
    expect(
      messages.map(({ number, frames, protocol, type, bytes }) => [
        number,
        frames,
        protocol,
        type,
        bytes.length,
      ]),
    ).toEqual(
      printed.map(({ number, frames, protocol, type, length }) => [number, frames, protocol, type, length]),
    )
    expect(messages.map(({ findings }) => findings.map(({ code }) => code))).toEqual(
      printed.map(({ findings }) => findings.map(({ code }: { code: string }) => code)),
    )
  })

  it('gives typed values, and where they lie', async () => {
    const reply = (await all(HANDSHAKE))[1]!
    expect(reply.get('Checksum')).toBe(0x9d95e4c4)
    expect(reply.get('sl.*.DataBlock.MajorVersion')).toBe(1)
    expect(reply.get('flags')).toEqual({ value: 0, names: [] })
    expect(reply.get('no.such.field')).toBeUndefined()
    const [token] = reply.all('Token')
    expect(token).toMatchObject({ source: 'message', start: 20, length: 16, type: 'LLUUID' })
    expect(Buffer.from(reply.bytes.subarray(20, 36)).toString('hex')).toBe(
      String(token!.value).replaceAll('-', ''),
    )
  })

  it('accounts for every byte in a leaf', async () => {
    for (const { fields, bytes } of await all(HANDSHAKE)) {
      const leaves = (list: readonly Field[]): Field[] =>
        list.flatMap((field) =>
          field.fields.some(({ source }) => source !== undefined) ? leaves(field.fields) : [field],
        )
      const own = leaves(fields).filter(({ source }) => source === 'message')
      expect(own.reduce((sum, { length }) => sum + length, 0)).toBe(bytes.length)
    }
  })

  it('reads bytes and streams too, however they are cut', async () => {
    const bytes = readFileSync(HANDSHAKE)
    async function* drops() {
      for (const byte of bytes) yield Uint8Array.of(byte)
    }
    const expected = (await all(HANDSHAKE, { lookahead: 'never' })).map(({ type, fields }) => [type, fields])
    expect((await all(bytes)).map(({ type, fields }) => [type, fields])).toEqual(expected)
    expect((await all(drops())).map(({ type, fields }) => [type, fields])).toEqual(expected)
  })

  it('masks secrets unless asked', async () => {
    const path = `${ROOT}samples/oscar-flap-sign-on.pcap`
    const secret = (messages: DissectedMessage[]) =>
      messages.flatMap((message) => message.all('**')).filter(({ role }) => role === 'secret')
    expect(secret(await all(path)).map(({ value }) => value)).toEqual(expect.arrayContaining([undefined]))
    expect(
      secret(await all(path)).every(({ value, text }) => value === undefined && text.includes('masked')),
    ).toBe(true)
    expect(secret(await all(path, { showSecrets: true })).every(({ value }) => value !== undefined)).toBe(
      true,
    )
  })

  it('stops reading when the loop is left', async () => {
    let asked = 0
    async function* endless() {
      const bytes = readFileSync(HANDSHAKE)
      yield bytes
      for (;;) {
        asked++
        yield bytes.subarray(24)
      }
    }
    for await (const { number } of dissect(endless())) if (number === 10) break
    expect(asked).toBeLessThan(20)
  })

  it('rejects what makes no sense', async () => {
    await expect(all(HANDSHAKE, { as: 'nonsense' })).rejects.toBeInstanceOf(UsageError)
    await expect(all(HANDSHAKE, { decodeAs: ['nonsense'] })).rejects.toBeInstanceOf(UsageError)
    await expect(all(HANDSHAKE, { secrets: ['/no/such/file'] })).rejects.toBeInstanceOf(UsageError)
    await expect(all('/no/such/file')).rejects.toMatchObject({ name: 'InputError' })
  })

  it('tells of damage, and gives what is there', async () => {
    const problems: string[] = []
    const messages = await all(readFileSync(HANDSHAKE).subarray(0, -3), {
      onProblem: ({ message }) => problems.push(message),
    })
    expect(messages.length).toBe(4)
    expect(problems.length).toBe(1)
  })
})

describe('openCapture', () => {
  it('gives frames that last', async () => {
    const frames = []
    for await (const frame of openCapture(HANDSHAKE)) frames.push(frame)
    expect(frames.map(({ number, bytes, originalLength }) => [number, bytes.length, originalLength])).toEqual(
      [
        [1, 66, 66],
        [2, 78, 78],
        [3, 60, 60],
        [4, 50, 50],
      ],
    )
    expect(new Set(frames.map(({ bytes }) => bytes.buffer)).size).toBe(4)
  })
})
