import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SECRET_LABELS } from '../../dissectors/secrets.js'
import { STATISTICS } from '../../dissectors/statistics.js'
import { Exit } from '../../src/cli/errors.js'
import { redact } from '../../src/cli/redact.js'
import { Collector } from '../../src/diff/collect.js'
import { diffCaptures } from '../../src/diff/diff.js'
import { Policy } from '../../src/diff/policy.js'
import { jsonReport } from '../../src/diff/report/json.js'
import { sideBySideReport } from '../../src/diff/report/side-by-side.js'
import { namesReport, statReport } from '../../src/diff/report/stat.js'
import { textReport } from '../../src/diff/report/text.js'
import type { Report } from '../../src/diff/report/view.js'
import type { Dissector } from '../../src/dissect/dissector.js'
import { Registry } from '../../src/dissect/registry.js'
import { FILES } from '../../src/extract/files.js'
import { Folder } from '../../src/extract/folder.js'
import { Follower } from '../../src/follow/follower.js'
import { FollowHexView } from '../../src/follow/hex.js'
import { LadderView } from '../../src/follow/ladder.js'
import { DialogueView } from '../../src/follow/text.js'
import { ByteWriter } from '../../src/output/byte-writer.js'
import { CollectingSink } from '../../src/output/sink.js'
import { readKeyFile, writeKeyLine } from '../../src/secrets/key-file.js'
import { Secrets } from '../../src/secrets/secrets.js'
import { sectionsAsJson, sectionsAsText } from '../../src/stats/print.js'
import { dissectOptions } from '../../test/support/options.js'
import { type RunSetting, runAll } from '../../test/support/run.js'
import { statisticsOf } from '../../test/support/statistics.js'
import type { Case } from '../case.js'
import { errorFaults, textFaults } from '../checks.js'
import type { Tally } from '../tally.js'
import { anySetting, type Target } from '../target.js'
import type { Damage } from './inputs.js'

/** What a command makes of the inputs in its folder: texts that are printed, and what is wrong beside. */
type Use = (one: Case, inputs: readonly string[], folder: string) => Promise<Made>

interface Made {
  readonly printed: readonly string[]
  readonly faults?: readonly string[]
}

/** The red and green of `diff` and the bright cyan of `follow`, which no theme has. */
const MORE_COLOURS = /\x1b\[(?:31|32|96)m/g

const REPORTS: readonly Report[] = [textReport, sideBySideReport, statReport, namesReport, jsonReport]

/** The commands beside `dissect`, each on damaged captures and texts; `diff` on two of them. */
export function commandTargets(all: readonly Dissector[], inputs: readonly Damage[]): Target[] {
  const read = (paths: readonly string[], look: Parameters<typeof runAll>[1], setting: RunSetting = {}) =>
    runAll(paths, look, { registry: new Registry(all), ...setting })
  const target = (name: string, count: number, use: Use) => commandTarget(name, count, inputs, use)
  return [
    target('stats', 1, async ({ setting: { width, extra } }, paths) => {
      const statistics = await Promise.all(STATISTICS.map(({ load }) => load()))
      const sections = (await statisticsOf(statistics, paths, { top: 1 + (extra % 50) })).flat()
      return { printed: [await sectionsAsText(sections, width), sectionsAsJson('any', sections)] }
    }),
    target('diff', 2, async ({ setting }, paths) => {
      const sides = await Promise.all(
        paths.map(async (path) => {
          const collector = new Collector(all, new Set())
          await read([path], (message) => void (message.saved || collector.add(message)))
          return collector
        }),
      )
      const [a, b] = sides as [Collector, Collector]
      const strict = setting.extra % 3 === 0
      const policy = new Policy({ ignore: [], only: [], strict, noise: new Set() })
      const diff = diffCaptures(
        [...a.conversations.values()],
        [...b.conversations.values()],
        policy,
        new Map(),
      )
      const facts = {
        ...{ diff, policy, names: ['a', 'b'] as const },
        counts: [a.count, b.count] as const,
        leftOut: [a.leftOut, b.leftOut] as const,
      }
      return {
        printed: REPORTS.map((report) => [...report(facts, { ...setting, context: 1 }), ''].join('\n')),
      }
    }),
    target('follow', 1, async ({ setting }, paths) => {
      const sink = new CollectingSink()
      const out = new ByteWriter(sink)
      const views = [
        () => new DialogueView(out, setting),
        () => new FollowHexView(out, setting),
        () => new LadderView(out, { ...setting, ascii: setting.extra % 2 === 0, conversations: undefined }),
      ]
      for (const make of views) {
        const follower = new Follower(make(), {})
        follower.await(1 + (setting.extra % 8))
        await read(paths, (message) => void follower.message(message, false))
      }
      out.flush()
      return { printed: [sink.text] }
    }),
    target('extract', 1, async (_, paths, folder) => {
      const files = new Folder(join(folder, 'files'))
      const options = dissectOptions()
      options.state.of(FILES).take = (file) => files.take(file)
      await read(paths, () => undefined, { options })
      files.finish()
      const strangers = readdirSync(folder).filter(
        (name) => name !== 'files' && !paths.includes(join(folder, name)),
      )
      return {
        printed: files.files.map(({ name, verdict }) => `${name} ${verdict?.text}`),
        faults: [
          ...strangers.map((name) => `${name} was written outside of the folder`),
          ...(files.failure ? [`cannot be written: ${files.failure.message}`] : []),
        ],
      }
    }),
    target('redact', 1, async ({ setting: { extra } }, paths, folder) => {
      const output = join(folder, extra % 2 === 0 ? 'out.pcap' : 'out.pcapng')
      const flags = { names: extra % 3 === 0, texts: extra % 5 < 2, addresses: extra % 7 < 3 }
      const code = await redact(paths, {
        quiet: true,
        like: 'fuzz',
        output,
        keepUnknown: extra % 11 === 0,
        ...flags,
      })
      if (code === Exit.BUG) return { printed: [], faults: ['redact ended with a bug'] }
      if (!readdirSync(folder).some((name) => output.endsWith(name))) return { printed: [] }
      const { problems } = await read([output], () => undefined)
      // Empty frames stay empty.
      const news = problems.filter(({ message }) => !/has length zero|of the same kind/.test(message))
      return {
        printed: [],
        faults: news.map(({ message }) => `what redact wrote is damaged: ${message}`),
      }
    }),
    target('learned-keys', 1, async (_, paths) => {
      const options = dissectOptions()
      await read(paths, () => undefined, { options })
      const { learned } = options.secrets
      const text = learned.map(({ label, words }) => `${writeKeyLine(label, words)}\n`).join('')
      const again = new Secrets()
      const problems = readKeyFile(text, 'keys.txt', SECRET_LABELS, again)
      return {
        printed: [text],
        faults: problems.map((line) => `what keys printed does not read back: ${line}`),
      }
    }),
  ]
}

function commandTarget(name: string, count: number, inputs: readonly Damage[], use: Use): Target {
  return {
    name,
    make: (random) => {
      const make = inputs[random.below(inputs.length)]!
      const parts = Array.from({ length: count }, () => ({ bytes: make(random), side: 0 as const }))
      return { target: name, parts, setting: anySetting(random) }
    },
    check: (one, tally) => run(one, use, tally),
  }
}

/** Runs a case in a folder of its own. */
async function run(one: Case, use: Use, tally: Tally): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'slx-fuzz-'))
  try {
    const paths = one.parts.map(({ bytes }, i) => {
      const path = join(folder, `input-${i}`)
      writeFileSync(path, bytes)
      return path
    })
    const { printed, faults = [] } = await use(one, paths, folder)
    tally.output += printed.reduce((sum, { length }) => sum + length, 0)
    const plain = one.setting.colour ? printed.map((text) => text.replaceAll(MORE_COLOURS, '')) : printed
    return [...faults, ...plain.flatMap((text) => textFaults(text, `what ${one.target} prints`))]
  } catch (error) {
    return errorFaults(error)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
