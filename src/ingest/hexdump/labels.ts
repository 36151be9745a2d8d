import { decodeEntities } from './normalise.js'
import { findTime, type Instant } from './times.js'
import type { Sender } from './types.js'

/** What a line around the dumps says of the next one. */
export interface Label {
  readonly sender?: Sender
  readonly time?: Instant
  /** Whether the time holds over text up to the next dump (tshark -V prints a page between the two). */
  readonly sticky?: boolean
}

/** Longer lines are prose or log noise: no label is looked for in them. */
const MAX_LABEL = 240

/**
 * Reads a line that names a direction or a time: `Client:`, `Server>Client`, `[C->S]`, `I 2019-05-14T19:04:57Z`,
 * `Sent 22 bytes`, tcpdump's and log files' heads. Undefined for prose.
 */
export function parseLabel(line: string): Label | undefined {
  if (line.length > MAX_LABEL) return undefined
  const arrow = ARROWS.find(([pattern]) => pattern.test(line))
  if (arrow !== undefined) return { sender: arrow[1] }
  const text = unwrap(line)
  if (text === '') return undefined
  const found = findTime(text)
  const rest =
    found === undefined ? text : trimMarks(`${text.slice(0, found.start)} ${text.slice(found.end)}`)
  if (rest === '') return found === undefined ? undefined : { time: found.time }
  const sender = directionOf(rest, found !== undefined)
  if (sender !== undefined) return found === undefined ? { sender } : { sender, time: found.time }
  if (found !== undefined && HEADS.some((head) => head.test(rest))) {
    return /^epoch time/i.test(text) ? { time: found.time, sticky: true } : { time: found.time }
  }
  return undefined
}

/** What a line's text before its bytes says: `> `, `C->S:`, `[12:00:01] SEND`. */
export function parsePrefix(prefix: string): Label | undefined {
  const text = decodeEntities(prefix).trim()
  if (text === '' || text.length > MAX_LABEL) return undefined
  const found = findTime(text)
  const rest = (found === undefined ? text : `${text.slice(0, found.start)} ${text.slice(found.end)}`).trim()
  const isMarked = /^[<>]$/.test(rest)
  if (isMarked && found === undefined) return undefined
  const sender = isMarked ? (rest === '<' ? 'b' : 'a') : directionBefore(rest)
  if (sender === undefined && found === undefined) return undefined
  return { ...(sender === undefined ? {} : { sender }), ...(found === undefined ? {} : { time: found.time }) }
}

/** Right before bytes single letters and words of any case are a direction. */
function directionBefore(text: string): Sender | undefined {
  const arrow = ARROWS.find(([pattern]) => pattern.test(text))
  if (arrow !== undefined) return arrow[1]
  const bare = trimMarks(text)
  const letter = /^([cs])\s*:$/i.exec(bare)
  if (letter !== null) return letter[1]!.toLowerCase() === 'c' ? 'client' : 'server'
  return directionOf(bare, true) ?? SPOKEN.find(([pattern]) => pattern.test(bare))?.[1]
}

/** Takes off what lines of pages, mails and sources begin and end with: quotes, comment marks, brackets, bold. */
function unwrap(line: string): string {
  return trimMarks(decodeEntities(line).replace(/^[\s>|#*/;-]+(?=\s|[A-Za-z0-9[(])/, ''))
}

function trimMarks(text: string): string {
  return text
    .replace(/^[\s*_[(/|-]+/, '')
    .replace(/[\s*_\])/|-]+$/, '')
    .trim()
}

const CLIENT = '(?:clients?|viewer|cli|c)'
const SERVER = '(?:servers?|host|simulator|sim|srv|s)'
const ARROW = '\\s*(?:-+>|=+>|>+|→|⇒|2|-?to-?)\\s*'
const BACK = '\\s*(?:<-+|<=+|<+|←|⇐)\\s*'

const SAYS =
  '\\s*(?:sends?|sent|says|writes|request|response|reply|replies|answers?|responds)?\\s*(?:\\([^()]*\\))?\\s*:'

/** Patterns for a whole line (or prefix), and who then is the sender. Each stops at a word's end. */
const DIRECTIONS: readonly (readonly [RegExp, Sender])[] = [
  [new RegExp(`^${CLIENT}${ARROW}${SERVER}\\b`, 'i'), 'client'],
  [new RegExp(`^${SERVER}${ARROW}${CLIENT}\\b`, 'i'), 'server'],
  [new RegExp(`^${CLIENT}${BACK}${SERVER}\\b`, 'i'), 'server'],
  [new RegExp(`^${SERVER}${BACK}${CLIENT}\\b`, 'i'), 'client'],
  [new RegExp(`^(?:from |sent by )?(?:the )?(?:client|viewer)${SAYS}$`, 'i'), 'client'],
  [new RegExp(`^(?:from |sent by )?(?:the )?(?:server|simulator)${SAYS}$`, 'i'), 'server'],
  [/^(?:from|sent by) (?:the )?(?:client|viewer)$/i, 'client'],
  [/^(?:from|sent by) (?:the )?(?:server|host|simulator)$/i, 'server'],
  [/^peer:\s*0$/i, 'a'],
  [/^peer:\s*1$/i, 'b'],
  [/^(?:sent|sending|send|tx|out|outgoing|outbound|write|o)\s*(?:->|=>|:|$)/i, 'a'],
  [/^(?:received|receiving|receive|recv|rx|in|incoming|inbound|read|i)\s*(?:->|<-|=>|:|$)/i, 'b'],
  [/^(?:sent|sending) \d+ bytes\b/i, 'a'],
  [/^(?:received|receiving|got) \d+ bytes\b/i, 'b'],
]

/** Lines of nothing but an arrow. */
const ARROWS: readonly (readonly [RegExp, Sender])[] = [
  [/^\s*(?:-+>|=+>|>>+)\s*$/, 'a'],
  [/^\s*(?:<-+|<=+|<<+)\s*$/, 'b'],
]

/** Words of log lines, which carry a time: `... - [id: 0x9d49] READ: 150B`. */
const LOGGED: readonly (readonly [RegExp, Sender])[] = [
  [/\b(?:WRITE|SEND|SENT|SENDING|TX|sending|OUT)\b(?! TO\b)/, 'a'],
  [/\b(?:READ|RECV|RECEIVED|RECEIVE|RX|receiving|IN)\b/, 'b'],
  [new RegExp(`\\b(?:CLIENT|Client|C)${ARROW}(?:SERVER|Server|S)\\b`), 'client'],
  [new RegExp(`\\b(?:SERVER|Server|S)${ARROW}(?:CLIENT|Client|C)\\b`), 'server'],
]

const SPOKEN: readonly (readonly [RegExp, Sender])[] = [
  [/\b(?:sent|sending|send|writing|wrote|outgoing)\b/i, 'a'],
  [/\b(?:received|receiving|recv|got|reading|incoming)\b/i, 'b'],
]

function directionOf(text: string, timed: boolean): Sender | undefined {
  for (const [pattern, sender] of DIRECTIONS) if (pattern.test(text)) return sender
  if (!timed) return undefined
  for (const [pattern, sender] of LOGGED.slice(2)) if (pattern.test(text)) return sender
  for (const [pattern, sender] of LOGGED.slice(0, 2)) if (pattern.test(text)) return sender
  return undefined
}

/** Lines with a time that announce a packet without naming a direction. */
const HEADS: readonly RegExp[] = [
  /^(?:[a-z0-9.]+ )?(?:In |Out |M |B |P )?\s*(?:IP6?|ARP|ethertype)\b/,
  /^[0-9a-f]{2}(?::[0-9a-f]{2}){5} > [0-9a-f]{2}:/,
  /^(?:timestamp|time|arrival time|epoch time|date)\s*[:=]/i,
  /^(?:frame|packet|message|#)\s*\d+\b/i,
  /^seconds$/,
]
