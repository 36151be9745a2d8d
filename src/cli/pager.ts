import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** Ways to say that output shall not go through a pager. */
const NONE = new Set(['', 'cat'])

/** What a shell would have to make sense of. */
const SHELL_WORDS = /[|&;<>()$`\\"'*?[#~=%]/

/** The program that pages, as the environment names it: SLX_PAGER before PAGER before less. Undefined for none. */
export function pagerCommand(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const command = (environment.SLX_PAGER ?? environment.PAGER ?? 'less').trim()
  return NONE.has(command) ? undefined : command
}

/** A pager at work. */
export interface Pager {
  /** What is written here it shows. */
  readonly descriptor: number
  /** Says that all is written, and waits until its user has seen enough. */
  end(): Promise<void>
}

/** Starts a pager; undefined where there is no such program. */
export function startPager(
  command: string,
  environment: Readonly<Record<string, string | undefined>>,
): Pager | undefined {
  const child = spawnPager(command, {
    ...environment,
    // Quit if all fits, show colours, leave the screen as it is: what git asks of less (and of lv).
    LESS: environment.LESS ?? 'FRX',
    LV: environment.LV ?? '-c',
  })
  child.on('error', () => undefined)
  child.stdin?.on('error', () => undefined)
  const descriptor = descriptorOf(child)
  if (child.pid === undefined || descriptor === undefined) return undefined
  const exit = once(child, 'close')
  return {
    descriptor,
    end: async () => {
      child.stdin!.end()
      await exit
    },
  }
}

function spawnPager(command: string, env: NodeJS.ProcessEnv): ChildProcess {
  const stdio = ['pipe', 'inherit', 'inherit'] as const
  if (SHELL_WORDS.test(command)) return spawn(command, { stdio: [...stdio], env, shell: true })
  const [program, ...args] = command.split(/\s+/)
  return spawn(program!, args, { stdio: [...stdio], env })
}

/** Output is written synchronously, which streams cannot; Node has no public way to the pipe's descriptor. */
function descriptorOf({ stdin }: ChildProcess): number | undefined {
  const { _handle } = (stdin ?? {}) as { _handle?: { fd?: unknown } }
  return typeof _handle?.fd === 'number' && _handle.fd >= 0 ? _handle.fd : undefined
}
