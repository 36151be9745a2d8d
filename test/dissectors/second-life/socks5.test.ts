import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { coreDialect } from '../../../dissectors/second-life/dialect.js'
import type { Endpoint, Side } from '../../../src/network/conversation.js'
import { HeaderMaker } from '../../../src/network/headers.js'
import { modernSession } from './sessions/modern.js'
import { LOGIN_SERVER, viewerAt } from './sessions/people.js'
import { readMessages } from './sessions/read-messages.js'
import { World } from './sessions/world.js'
import { MessageWriter } from './sessions/write-message.js'

const folder = mkdtempSync(join(tmpdir(), 'slx-socks5-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Where the viewer's relay takes datagrams. */
const RELAY: Endpoint = { address: '192.0.2.99', port: 1081 }

/** What stands before each datagram on either side of a relay: reserved, fragment 0, IPv4, the end behind it (RFC 1928). */
function relayHeader({ address, port }: Endpoint): Buffer {
  return Buffer.from([0, 0, 0, 1, ...address.split('.').map(Number), port >> 8, port & 0xff])
}

/** The same session as a relay's client sees it: all circuits go over one pair of ends. */
class RelayedWorld extends World {
  readonly #headers = new HeaderMaker('udp', [viewerAt(37999), RELAY])

  override udp(
    _headers: HeaderMaker,
    [, server]: readonly [Endpoint, Endpoint],
    side: Side,
    payload: Uint8Array,
  ) {
    return this.#headers.frames(side, Buffer.concat([relayHeader(server), payload]))
  }
}

test('circuits behind a SOCKS5 relay are told apart, linked and announced as without it', async () => {
  const writer = new MessageWriter('modern', coreDialect('modern').template)
  const [plain, relayed] = [World, RelayedWorld].map((Kind, i) => {
    const path = join(folder, `${i}.pcap`)
    writeFileSync(path, modernSession(writer, (start) => new Kind(start)).pcap())
    return path
  })
  const expected = await readMessages(plain!)
  const read = await readMessages(relayed!, { socks5: true })
  // Where bytes lie in a frame differs, and nothing else; the relay's conversations are between the viewer and the end behind it.
  expect(read).toEqual(expected)
  expect(read.filter(({ rows }) => rows.some(({ path }) => path === 'sl.Announced-in'))).toHaveLength(3)
  expect(read.some(({ ends }) => ends[1].port === LOGIN_SERVER.port)).toBe(true)
})

test('without --socks5 the header is no message', async () => {
  const read = await readMessages(join(folder, '1.pcap'))
  expect(read.some(({ title }) => title.startsWith('Second Life'))).toBe(false)
})
