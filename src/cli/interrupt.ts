import { Exit } from './errors.js'

/** The user pressed Ctrl-C; the message says what came of the work so far. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'

  constructor(consequence: string) {
    super(`interrupted; ${consequence}`)
  }
}

let interrupted = false

/** Whether work has been cut short. */
export function wasInterrupted(): boolean {
  return interrupted
}

/** Runs work that a signal can end early. The first Ctrl-C gives the signal, the second ends the program at once. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const interrupt = () => {
    if (interrupted) process.exit(Exit.INTERRUPTED)
    interrupted = true
    controller.abort()
  }
  process.on('SIGINT', interrupt)
  try {
    return await work(controller.signal)
  } finally {
    process.off('SIGINT', interrupt)
  }
}
