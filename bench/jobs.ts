import { type Command, slx } from './command.js'
import type { Traffic } from './traffic/index.js'

/** Something that slx is asked to do with a capture, and what tshark does that is nearest. */
export interface Job {
  readonly name: string
  readonly slx: (path: string, traffic: Traffic) => Command
  readonly tshark?: (traffic: Traffic) => readonly string[]
  /** How many times as fast as tshark it is meant to be, by traffic. */
  readonly goals?: Readonly<Record<string, number>>
}

/** Every field of every layer, as tshark prints it. */
const LAYERS = '--layers'

export const JOBS: readonly Job[] = [
  {
    name: 'tree',
    slx: (path) => slx('dissect', LAYERS, path),
    tshark: () => ['-V'],
    goals: { oscar: 10 },
  },
  {
    name: 'json',
    slx: (path) => slx('dissect', LAYERS, '-T', 'json', path),
    tshark: () => ['-T', 'json'],
    goals: { oscar: 25 },
  },
  {
    name: 'summary',
    slx: (path) => slx('dissect', '-T', 'summary', path),
    tshark: () => [],
    goals: { oscar: 8 },
  },
  {
    name: 'fields',
    slx: (path, { fields }) => slx('dissect', '-T', 'fields', ...each(fields), path),
    tshark: ({ tsharkFields = ['frame.number', 'ip.src', 'ip.dst', 'udp.length', 'tcp.len'] }) => [
      '-T',
      'fields',
      ...each(tsharkFields),
    ],
    goals: { oscar: 12 },
  },
  {
    name: 'protocols',
    slx: (path) => slx('stats', '--protocols', path),
    tshark: () => ['-q', '-z', 'io,phs'],
    goals: { oscar: 10 },
  },
  { name: 'stats', slx: (path) => slx('stats', path) },
  {
    name: 'filter',
    slx: (path, { filter }) => slx('dissect', '-T', 'summary', '-Y', filter, path),
    tshark: ({ filter }) => ['-Y', filter],
  },
]

/** Goals beside tshark with a Lua dissector of Second Life. */
export const LUA_GOALS: Readonly<Record<string, number>> = { tree: 60, summary: 60, json: 100 }

function each(fields: readonly string[]): string[] {
  return fields.flatMap((field) => ['-e', field])
}

/**
 * tshark reading a capture. `lua` is a folder with `init.lua` and `message_template.msg` of a dissector for Second Life.
 */
export function tshark(path: string, traffic: Traffic, job: Job, lua?: string): Command {
  const script = lua
    ? ['-X', `lua_script:${lua}/init.lua`, '-o', `lludp.template_file:${lua}/message_template.msg`]
    : []
  return ['tshark', ...script, '-n', ...(traffic.tshark ?? []), '-r', path, ...job.tshark!(traffic)]
}
