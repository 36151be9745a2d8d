import type { ChildProcess, spawn } from 'node:child_process'

/** Ways to say that output shall not go through a pager. */
const NONE = new Set(['', 'cat'])

/** What a shell would have to make sense of. */
const SHELL_WORDS = /[|&;<>()$`\\"'*?[#~=%]/

/**
 * The program that pages: the one asked for (false for none), as an option or in a file, before SLX_PAGER, which files
 * yield to, before PAGER before less. Undefined for none.
 */
export function pagerCommand(
  environment: Readonly<Record<string, string | undefined>>,
  asked?: string | false,
): string | undefined {
  if (asked === false) return undefined
  const command = (asked ?? environment.SLX_PAGER ?? environment.PAGER ?? 'less').trim()
  return NONE.has(command) ? undefined : command
}

/** A pager at work. */
export interface Pager {
  /** What is written here it shows. */
  readonly descriptor: number
  /** It has ended, and Node has closed the descriptor, whose number may be another file's by now. */
  readonly isGone: boolean
  /** Says that all is written, and waits until its user has seen enough. */
  end(): Promise<void>
}

/** Starts a pager; undefined where there is no such program. */
export type StartPager = () => Pager | undefined

/** Gets ready to start a pager; what starts programs is loaded only for that. */
export async function pagerStarter(
  command: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<StartPager> {
  const { spawn } = await import('node:child_process')
  // Quit if all fits, show colours, leave the screen as it is: what git asks of less (and of lv).
  const env = { ...environment, LESS: environment.LESS ?? 'FRX', LV: environment.LV ?? '-c' }
  return () => pagerOf(spawnPager(spawn, command, env))
}

function pagerOf(child: ChildProcess): Pager | undefined {
  child.on('error', () => undefined)
  child.stdin?.on('error', () => undefined)
  const descriptor = descriptorOf(child)
  if (child.pid === undefined || descriptor === undefined) return undefined
  const exit = new Promise<void>((resolve) => child.on('close', () => resolve()))
  let isGone = false
  // Told in the turn in which Node closes the pipe, so nothing is written in between.
  child.on('exit', () => {
    isGone = true
  })
  return {
    descriptor,
    get isGone() {
      return isGone
    },
    end: async () => {
      child.stdin!.end()
      await exit
    },
  }
}

function spawnPager(start: typeof spawn, command: string, env: NodeJS.ProcessEnv): ChildProcess {
  const stdio = ['pipe', 'inherit', 'inherit'] as const
  if (SHELL_WORDS.test(command)) return start(command, { stdio: [...stdio], env, shell: true })
  const [program, ...args] = command.split(/\s+/)
  return start(program!, args, { stdio: [...stdio], env })
}

/** Output is written synchronously, which streams cannot; Node has no public way to the pipe's descriptor. */
function descriptorOf({ stdin }: ChildProcess): number | undefined {
  const { _handle } = (stdin ?? {}) as { _handle?: { fd?: unknown } }
  return typeof _handle?.fd === 'number' && _handle.fd >= 0 ? _handle.fd : undefined
}
