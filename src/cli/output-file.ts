import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { DescriptorSink, OutputError, type Sink } from '../output/sink.js'
import { UsageError } from './errors.js'

/** Temporary names tried. */
const TRIES = 100

/** Signals that ask a program to end; Ctrl-C is seen to where the work is. */
const ENDING = ['SIGTERM', 'SIGHUP'] as const

/**
 * A file that has its name only when it is whole. It comes into being with its first bytes, under another name beside it,
 * so that neither an input that cannot be read nor a full disk leaves anything behind.
 */
export class OutputFile implements Sink {
  readonly closed = false
  readonly #path: string
  #temporary = ''
  readonly #discardAtExit = () => this.discard()
  readonly #discardAndEnd = (signal: NodeJS.Signals) => {
    this.discard()
    process.kill(process.pid, signal)
  }
  #descriptor: number | undefined

  /** Throws UsageError when there is such a file and it may not be replaced. */
  constructor(path: string, force = false) {
    if (existsSync(path) && !force)
      throw new UsageError(`${path} exists already; choose another name, or replace it with --force.`)
    this.#path = path
  }

  write(bytes: Uint8Array): void {
    this.#descriptor ??= this.#open()
    new DescriptorSink(this.#descriptor, this.#path).write(bytes)
  }

  /** Replaces bytes that have been written. */
  rewrite(at: number, bytes: Uint8Array): void {
    const write = (descriptor: number, from: Uint8Array, offset: number, length: number) =>
      writeSync(descriptor, from, offset, length, at + offset)
    new DescriptorSink(this.#descriptor!, this.#path, write).write(bytes)
  }

  /** The file is whole: gives it its name. */
  commit(): void {
    this.#descriptor ??= this.#open()
    this.#attempt(() => {
      this.#close()
      renameSync(this.#temporary, this.#path)
      this.#temporary = ''
    })
  }

  /** Removes what there is of a file that was not committed. */
  discard(): void {
    this.#close()
    if (this.#temporary !== '') rmSync(this.#temporary, { force: true })
    this.#temporary = ''
  }

  #open(): number {
    for (let number = 1; ; number++) {
      const temporary = `${this.#path}.${process.pid}-${number}.tmp`
      try {
        const descriptor = openSync(temporary, 'wx')
        this.#temporary = temporary
        process.on('exit', this.#discardAtExit)
        for (const signal of ENDING) process.on(signal, this.#discardAndEnd)
        return descriptor
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number === TRIES)
          throw unwritable(this.#path, error)
      }
    }
  }

  #close(): void {
    process.off('exit', this.#discardAtExit)
    for (const signal of ENDING) process.off(signal, this.#discardAndEnd)
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #attempt(act: () => void): void {
    try {
      act()
    } catch (error) {
      throw unwritable(this.#path, error)
    }
  }
}

/** Writes a text as a file that must not be there yet. */
export function saveWhole(path: string, text: string): void {
  const file = new OutputFile(path)
  try {
    file.write(Buffer.from(text))
    file.commit()
  } finally {
    file.discard()
  }
}

function unwritable(path: string, error: unknown): OutputError {
  return new OutputError(`Cannot write to ${path}: ${(error as Error).message}.`)
}
