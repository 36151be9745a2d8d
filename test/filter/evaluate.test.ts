import { beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../src/dissect/message.js'
import { Registry } from '../../src/dissect/registry.js'
import { compileFilter } from '../../src/filter/compile.js'
import { vocabulary } from '../support/filter.js'
import { dissectOptions } from '../support/options.js'
import { Printer } from '../support/print.js'
import { allDissectors, runAll } from '../support/run.js'
import { ROOT } from '../support/slx.js'

const INPUTS = [
  'oscar-flap-sign-on.pcap',
  'sl-modern-session.pcap',
  'sl-login-over-http.pcap',
  'oscar-snac.txt',
].map((name) => `${ROOT}samples/${name}`)

/** A message as the JSON view tells it. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the protocol's.
type Told = any

const told: Told[] = []

/** Numbers of the messages of all inputs that pass. */
async function passing(source: string): Promise<number[]> {
  const { test } = await compileFilter(source, await vocabulary())
  const numbers: number[] = []
  await run((message) => {
    if (test(message)) numbers.push(message.number)
  })
  return numbers
}

async function run(look: (message: Message) => void): Promise<void> {
  const registry = new Registry(await allDissectors())
  await runAll(INPUTS, look, { layers: 'aside', registry, options: dissectOptions() })
}

beforeAll(async () => {
  const printer = new Printer('json')
  await run((message) => printer.view.message(message))
  for (const line of printer.text().trimEnd().split('\n')) told.push(JSON.parse(line))
})

const ports = (m: Told) => [m.src.port, m.dst.port]
const flap = (m: Told) => m.fields.flap ?? (m.protocol === 'oscar' ? m.fields : undefined)
const chat = (m: Told) => m.fields.ChatData?.Message

/** A filter, and the same in plain words about the JSON of a message. */
const CASES: readonly (readonly [source: string, plain: (m: Told) => boolean])[] = [
  ['tcp.port == 5190', (m) => m.transport === 'tcp' && ports(m).includes(5190)],
  ['tcp.port != 5190', (m) => m.transport === 'tcp' && !ports(m).includes(5190)],
  ['tcp.port === 5190', () => false],
  ['port !== 5190', (m) => ports(m).some((port) => port !== null && port !== 5190)],
  ['not tcp.port == 5190', (m) => m.transport !== 'tcp' || !ports(m).includes(5190)],
  [
    'udp.srcport > 13000 and from == server',
    (m) => m.transport === 'udp' && m.src.port > 13000 && m.from === 'server',
  ],
  ['ip.src == 192.0.2.0/24', (m) => String(m.src.address).startsWith('192.0.2.')],
  [
    'ip.addr in {192.0.2.0..192.0.2.9 203.0.113.21}',
    (m) => [m.src.address, m.dst.address].some((a) => /^(192\.0\.2\.\d|203\.0\.113\.21)$/.test(a)),
  ],
  ['ipv6.addr', () => false],
  ['frame.number in {2 4..6}', (m) => m.frames.some((f: number) => f === 2 || (f >= 4 && f <= 6))],
  ['message.number <= 3', (m) => m.number <= 3],
  ['conversation == 2', (m) => m.conversation === 2],
  ['transport == none', (m) => m.transport === 'none'],
  ['protocol == sl || protocol == "http"', (m) => m.protocol === 'sl' || m.protocol === 'http'],
  ['type matches "^chat"', (m) => /^chat/i.test(m.type ?? '')],
  ['type contains "chat"', (m) => (m.type ?? '').includes('chat')],
  ['length > 60', (m) => m.length > 60],
  ['time >= "2007-01-01" and time.relative < 1000000000', (m) => m.time !== null && m.time >= '2007-01-01'],
  [
    'time >= "2001-09-09 01:46:40.2" and time < "2001-09-09T03:46:41+02:00"',
    (m) => m.time !== null && m.time >= '2001-09-09T01:46:40.2' && m.time < '2001-09-09T01:46:41',
  ],
  ['finding', (m) => m.findings.length > 0],
  ['finding.severity >= warning', (m) => m.findings.some((f: Told) => f.severity !== 'note')],
  ['flap.channel == data', (m) => flap(m)?.channel?.name === 'data'],
  ['flap.channel == 2', (m) => flap(m)?.channel?.value === 2],
  ['flap.sequence in {0x1000..0x1fff}', (m) => flap(m)?.sequence >= 0x1000 && flap(m)?.sequence <= 0x1fff],
  ['sl.Chat*.ChatData.Message contains "anybody"', (m) => (chat(m) ?? '').includes('anybody')],
  ['sl.Chat*.ChatData.Message matches "HELLO, is \\\\w+"', (m) => /hello, is \w+/i.test(chat(m) ?? '')],
  ['sl.Chat*.ChatData.Message[0:5] == "Hello"', (m) => (chat(m) ?? '').startsWith('Hello')],
  ['sl.Chat*.ChatData.Message[-9:] == "here?\\0"', () => false],
  [
    'sl.flags & reliable',
    (m) =>
      m.fields.Flags?.names?.includes('reliable') ?? m.fields.flags?.names?.includes('reliable') ?? false,
  ],
  ['sl.UseCircuitCode', (m) => m.type === 'UseCircuitCode'],
  ['sl.message == "usecircuitcode"', (m) => m.type === 'UseCircuitCode'],
  ['sl.**.SessionID', (m) => /"SessionID"/.test(JSON.stringify(m.fields)) && m.protocol === 'sl'],
]

describe('filters', () => {
  it.each(CASES)('%s', async (source, plain) => {
    expect(await passing(source)).toEqual(told.filter(plain).map((m) => m.number))
  })

  it('find something and leave something out, in most cases above', async () => {
    const telling = CASES.filter(([, plain]) => told.some(plain) && !told.every(plain))
    expect(telling.length).toBeGreaterThan(CASES.length - 8)
  })
})

describe('what cannot be compared so', () => {
  it.each([
    ['flap.channel == "nonsense"', 'no value of flap.channel is called', 16],
    ['flap.sequence == hello', 'flap.sequence is a number', 17],
    ['flap.sequence contains "x"', "'contains' looks into text and bytes", 23],
    ['flap.chanel == 1', "Did you mean 'flap.channel'", 0],
    ['udp.prt == 1', "Did you mean 'udp.port'", 0],
    ['ip.src == 10.0.0.300', 'ip.src is an address', 10],
    ['ip.src == 10.0.0.0/33', 'is no prefix', 10],
    ['ip.src < 10.0.0.1', 'addresses have no order', 9],
    ['time > yesterday', 'is no time', 7],
    ['time > "2015-02-30"', 'is no time', 7],
    ['type & 1', "'&' needs a number", 7],
    ['type matches "("', 'no regular expression', 13],
    ['sl.UseCircuitCode.CircuitCode.ID == 01:02', 'has 16 bytes', 36],
    ['from == nobody', "no value of from is called 'nobody'", 8],
  ])('%s', async (source, message, at) => {
    await expect(compileFilter(source, await vocabulary())).rejects.toMatchObject({
      name: 'FilterError',
      at,
      message: expect.stringContaining(message),
    })
  })
})

it('looks for patterns in linear time', async () => {
  const { test } = await compileFilter('comment matches "(a*)*b|(a|aa)+$|(.*a){12}c"', await vocabulary())
  const message = { comment: `${'a'.repeat(20_000)}!` } as Message
  expect(test(message)).toBe(false)
})
