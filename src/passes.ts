import { stat } from 'node:fs/promises'
import type { DissectOptions } from './dissect/dissector.js'
import { Expectations } from './dissect/expectations.js'
import { LinkTable } from './dissect/links.js'
import type { Message } from './dissect/message.js'
import type { Registry } from './dissect/registry.js'
import { Slots } from './dissect/slots.js'
import { isStandardInput } from './ingest/source.js'
import { type RunOptions, type RunResult, run } from './run.js'

/** When inputs are read twice, so that messages know of later ones: always, never, or when they are files of moderate size. */
export type Lookahead = 'auto' | 'always' | 'never'

export interface PassesOptions extends Omit<RunOptions, 'state' | 'expectations' | 'links' | 'onlyLearning'> {
  readonly lookahead: Lookahead
  /** False where nobody looks at links to later messages: looking ahead then only learns keys. True unless said. */
  readonly forwardLinks?: boolean
  /** Called with the empty state of the last pass. */
  readonly begin?: (state: Slots) => void
  /** Looks at the messages in a pass before the last one, which numbers them alike; for inputs that can be read twice. */
  readonly survey?: Survey
}

/** Somebody who has to see all messages before the first is shown. */
export interface Survey {
  /** A pass begins: what an earlier one told does not hold. */
  begin(): void
  message(message: Message): void
}

/** Bytes of files that are read twice without being asked. */
const MODERATE_SIZE = 32 * 1024 * 1024

/** Keys learned in a pass may change what the next one sees; more passes than this are never made. */
export const MAX_FIRST_PASSES = 3

/**
 * Runs over the inputs, after looking ahead where that is wanted: a first pass finds the links between messages and
 * learns keys, the last one hands on the messages. Standard input is read once.
 */
export async function runPasses(
  inputs: readonly string[],
  registry: Registry,
  options: PassesOptions,
): Promise<RunResult> {
  const links = new LinkTable()
  const { survey } = options
  if (await looksAhead(inputs, options.lookahead)) {
    await lookAhead(inputs, registry, options, links)
  } else if (survey) {
    await firstPass(inputs, registry, options, new LinkTable())
    // The last pass must see what this one saw, so it begins knowing as little.
    options.secrets.forgetLearned()
  }
  // Without a look ahead, links to later messages would be kept for nobody.
  links.recording = false
  const state = freshState()
  options.begin?.(state.state)
  return run(inputs, registry, { ...options, ...state, links })
}

async function lookAhead(
  inputs: readonly string[],
  registry: Registry,
  options: PassesOptions,
  links: LinkTable,
): Promise<void> {
  for (let pass = 0; pass < MAX_FIRST_PASSES; pass++) {
    const known = options.secrets.learned.length
    links.clear()
    await firstPass(inputs, registry, options, links)
    if (options.secrets.learned.length === known) return
  }
}

/** A pass that shows nothing. */
async function firstPass(
  inputs: readonly string[],
  registry: Registry,
  options: PassesOptions,
  links: LinkTable,
): Promise<void> {
  const { survey, progress } = options
  survey?.begin()
  await run(inputs, registry, {
    ...options,
    ...freshState(),
    links,
    onlyLearning: !survey && options.forwardLinks === false,
    explain: false,
    report: () => undefined,
    problem: () => undefined,
    afterChunk: () => undefined,
    traffic: undefined,
    ...(options.saved ? ({ saved: 'skip' } as const) : {}),
    ...(progress && { progress: (read) => progress({ ...read, ahead: true }) }),
    message: (message) => {
      survey?.message(message)
      return true
    },
  })
}

/** The state of a pass that has not begun. */
export function freshState(): Pick<DissectOptions, 'state' | 'expectations'> {
  return { state: new Slots(), expectations: new Expectations() }
}

async function looksAhead(inputs: readonly string[], lookahead: Lookahead): Promise<boolean> {
  if (lookahead === 'never') return false
  const size = await sizeOf(inputs)
  return size !== undefined && (lookahead === 'always' || size <= MODERATE_SIZE)
}

/** Bytes of inputs that are all files, which can be read twice; undefined if one is not (or cannot be read). */
export async function sizeOf(inputs: readonly string[]): Promise<number | undefined> {
  if (inputs.some(isStandardInput)) return undefined
  let size = 0
  for (const input of inputs) {
    const file = await stat(input).catch(() => undefined)
    // What cannot be read is told by the pass that shows.
    if (!file?.isFile()) return undefined
    size += file.size
  }
  return size
}
