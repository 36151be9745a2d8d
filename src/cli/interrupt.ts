import { Exit } from './errors.js'

/** The user pressed Ctrl-C; the message says what came of the work so far. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'

  constructor(consequence: string) {
    super(`interrupted; ${consequence}`)
  }
}

let interrupted = false
let isPaged = false

/** Whether work has been cut short. */
export function wasInterrupted(): boolean {
  return interrupted
}

/** A pager gets Ctrl-C too and stays: then it ends the reading, but not the program, and is no interruption. */
export function leaveInterruptsToPager(isRunning: boolean): void {
  isPaged = isRunning
}

/** Runs work that a signal can end early. The first Ctrl-C gives the signal, the second ends the program at once. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const interrupt = () => {
    controller.abort()
    if (isPaged) return
    if (interrupted) process.exit(Exit.INTERRUPTED)
    interrupted = true
  }
  process.on('SIGINT', interrupt)
  try {
    return await work(controller.signal)
  } finally {
    process.off('SIGINT', interrupt)
  }
}
