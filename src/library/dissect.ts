import { chooseProtocols } from '../cli/choose-protocols.js'
import type { Dissector } from '../dissect/dissector.js'
import { Slots } from '../dissect/slots.js'
import type { InputProblem } from '../ingest/frame.js'
import { type Lookahead, runPasses } from '../passes.js'
import { readKeyFiles } from '../secrets/read-key-files.js'
import { Secrets } from '../secrets/secrets.js'
import { type Input, inputsOf } from './input.js'
import { type DissectedMessage, MessageCopier } from './message.js'
import { pulled } from './pull.js'

/** How an input is dissected; all may be left out. Names and meanings are those of the command's options. */
export interface DissectionOptions {
  /** Read everything as this protocol. */
  readonly as?: string
  /** `udp.port==9000-9050,sl`. */
  readonly decodeAs?: readonly string[]
  /** Paths of key files. */
  readonly secrets?: readonly string[]
  /** Show passwords, keys and the like instead of masking them. */
  readonly showSecrets?: boolean
  /** Record the fields of link, IP and transport headers too. */
  readonly layers?: boolean
  readonly socks5?: boolean
  /** Read files twice, so that messages know later ones. */
  readonly lookahead?: Lookahead
  /** Protocols' own options by their long names: `{ 'sl-era': 'classic', template: ['a.msg'] }`. */
  readonly protocolOptions?: Readonly<Record<string, string | readonly string[]>>
  /** Dissectors beside those that come with slx. */
  readonly dissectors?: readonly Dissector[]
  /** Told of every fault of the input itself, and of key files' lines that cannot be used. */
  readonly onProblem?: (problem: Pick<InputProblem, 'input' | 'message'>) => void
  /** Told what was read from a text, in a line. */
  readonly onReport?: (line: string) => void
}

/**
 * The messages of a capture or text, dissected, as they are read.
 * @throws InputError when the input gives nothing to work with, UsageError for a protocol, rule or key file that makes no
 * sense, OptionError for a protocol's option
 */
export function dissect(input: Input, options: DissectionOptions = {}): AsyncGenerator<DissectedMessage> {
  const { paths, stream } = inputsOf(input)
  const copier = new MessageCopier(options.showSecrets ?? false)
  return pulled(async (give, breathe) => {
    const problem = options.onProblem ?? (() => undefined)
    const registry = await chooseProtocols(options.as, options.decodeAs ?? [], options.dissectors ?? [])
    const secrets = new Secrets()
    for (const message of await readKeyFiles(options.secrets ?? [], secrets))
      problem({ input: 'secrets', message })
    const protocolOptions = new Map(
      Object.entries(options.protocolOptions ?? {}).map(([name, value]) => [name, [value].flat()] as const),
    )
    const given = { protocolOptions, secrets, settings: new Slots() }
    await registry.prepare(given)
    return runPasses(paths, registry, {
      ...given,
      explain: true,
      saved: 'read',
      layers: options.layers ?? false,
      socks5: options.socks5 ?? false,
      lookahead: options.lookahead ?? 'auto',
      text: {},
      report: options.onReport ?? (() => undefined),
      problem,
      afterChunk: breathe,
      message: (message) => give(copier.copy(message)),
      ...(stream ? { standardInput: stream } : {}),
    })
  })
}
