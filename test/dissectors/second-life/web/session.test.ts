import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../../../src/dissect/message.js'
import { Wire } from '../../../../src/fields/index.js'
import { expectSample } from '../../../support/made-sample.js'
import { Printer } from '../../../support/print.js'
import { readTree, valuesAt } from '../../../support/read-tree.js'
import { runAll } from '../../../support/run.js'
import { ROOT } from '../../../support/slx.js'
import { hasTool } from '../../../support/tools.js'
import { webSession } from './session.js'

const SAMPLE = 'sl-login-over-http.pcap'

async function look<T>(each: (message: Message) => T, capture = webSession()): Promise<T[]> {
  const seen: T[] = []
  await runAll(['-'], (message) => seen.push(each(message)), { standardInput: [capture] })
  return seen
}

describe('the login over HTTP', () => {
  it('is the sample its generator makes', () => expectSample(SAMPLE, webSession()))

  it('reads as it was made', async () => {
    const seen = await look(
      ({ protocol, type, findings }) => `${protocol} ${type}${findings.length > 0 ? ' !' : ''}`,
    )
    expect(seen).toEqual([
      'http POST /cgi-bin/login.cgi login_to_simulator',
      'http 200 OK login_to_simulator reply',
      'sl UseCircuitCode',
      'http POST /cap/… seed capability',
      'http 200 OK seed capability reply',
      'http POST /cap/… EventQueueGet',
      'http 200 OK EventQueueGet: EnableSimulator, EstablishAgentCommunication',
      'sl UseCircuitCode',
      'http GET /cap/… GetTexture',
      'http POST /cap/… EventQueueGet',
      'http 302 Found',
      'http 200 OK EventQueueGet: TeleportFinish',
      'sl UseCircuitCode',
      'http POST /cap/… EventQueueGet',
      'http 502 Upstream error',
    ])
  })

  it('connects answers with requests, and circuits and capabilities with what announced them', async () => {
    const links = ['http.Request-in', 'http.capability.Announced-in', 'sl.Announced-in', 'sl.Announced-by']
    const seen = await look((message) =>
      links
        .map((path) => valuesAt(message, path).join())
        .join(' ')
        .trim(),
    )
    expect(seen).toEqual([
      ...['', '1', '2 login reply', '2', '4', '5', '6', '7 EnableSimulator', '5', '', '9', '10'],
      ...['12 TeleportFinish', '', '14'],
    ])
  })

  it('has every member of the login reply, typed', async () => {
    const printer = new Printer('json')
    await look((message) => message.number === 2 && printer.view.message(message))
    const { xmlrpc } = JSON.parse(printer.text()).fields
    expect(xmlrpc.params[0]).toEqual({
      login: 'true',
      message: 'Welcome, "Test"',
      first_name: '"Test"',
      last_name: 'Resident',
      agent_id: 'a9e47000-0000-4000-8000-00000000cccc',
      session_id: { masked: true, length: 36 },
      secure_session_id: { masked: true, length: 36 },
      circuit_code: 52308708,
      sim_ip: '203.0.113.20',
      sim_port: 9500,
      region_x: 256000,
      region_y: 256256,
      seed_capability: { masked: true, length: 65 },
      home: { region_handle: [256000, 256256], position: [128, 64.5, 23.25], look_at: [1, 0, 0] },
      look_at: [0.999498, 0.0316686, 0],
      seconds_since_epoch: 1184000000,
      'login-flags': [{ ever_logged_in: 'Y', gendered: 'N' }],
      'inventory-root': [{ folder_id: 'f0000000-0000-4000-8000-00000000dddd' }],
      gestures: [],
    })
  })

  it('has messages of the template inside the event queue, with what their bytes say', async () => {
    const printer = new Printer('json')
    await look((message) => message.number === 12 && printer.view.message(message))
    expect(JSON.parse(printer.text()).fields.llsd.events).toEqual([
      {
        message: 'TeleportFinish',
        body: {
          Info: [
            expect.objectContaining({
              SimIP: 'c6336407',
              'SimIP-said': '198.51.100.7',
              SimPort: 9502,
              'RegionHandle-said': 300_032 * 2 ** 32 + 300_288,
              SeedCapability: { masked: true, length: 65 },
            }),
          ],
        },
      },
    ])
  })
})

/** The body of a message as its leaves have it. */
function bodyOf(message: Message): string {
  const own = readTree(message).filter(({ path, def, hex }) => {
    return /^(?:http\.body|llsd|xmlrpc)/.test(path) && def.wire !== Wire.Group && hex !== ''
  })
  return own.map(({ hex }) => Buffer.from(hex, 'hex').toString('utf8')).join('')
}

describe.skipIf(!hasTool('tshark'))('the login over HTTP beside tshark (skipped where it is absent)', () => {
  const FIELDS = [
    'frame.number',
    'http.request.method',
    'http.response.code',
    'http.request_in',
    'http.file_data',
  ]

  it('has the same messages in the same frames, with the same requests and bodies', async () => {
    const ports = [8002, 9510].flatMap((port) => ['-d', `tcp.port==${port},http`])
    const fields = FIELDS.flatMap((field) => ['-e', field])
    const theirs = execFileSync(
      'tshark',
      ['-n', '-r', `${ROOT}samples/${SAMPLE}`, ...ports, '-Y', 'http', '-T', 'fields', ...fields],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const lastFrames = new Map<number, number>()
    const ours = new Map<number, string[][]>()
    await look((message) => {
      const frame = message.frames.at(-1)!
      lastFrames.set(message.number, frame)
      if (message.protocol !== 'http') return
      const first = (path: string) => String(valuesAt(message, path)[0] ?? '')
      const request = lastFrames.get(Number(first('http.Request-in')))
      const own = [first('http.method'), first('http.status'), String(request ?? ''), bodyOf(message)]
      ours.set(frame, [...(ours.get(frame) ?? []), own])
    })
    const rows = theirs
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
    expect(rows.map(([frame]) => Number(frame))).toEqual([...ours.keys()])
    for (const [frame, method, status, request, body] of rows) {
      const messages = ours.get(Number(frame))!
      const column = (index: number) =>
        messages
          .map((own) => own[index])
          .filter(Boolean)
          .join()
      expect([column(0), column(1)], `frame ${frame}`).toEqual([method, status])
      // Of two answers in one frame tshark tells one request.
      if (messages.length === 1) expect(column(2), `frame ${frame}`).toBe(request)
      // Bytes that are no text it shows up to the first NUL.
      if (!body!.includes('LLSD/Binary')) expect(column(3), `frame ${frame}`).toBe(body)
    }
  })
})
