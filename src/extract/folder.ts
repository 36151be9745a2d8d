import { closeSync, constants, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { count } from '../count.js'
import type { FileTarget, TransferredFile, Verdict } from './files.js'
import { safeName, splitEnding } from './safe-name.js'

/** Files written by one run; further ones are only counted. */
export const MAX_FILES = 10_000

/** Bytes missing in the capture that are filled with zeros; where more are missing the file ends. */
export const MAX_HOLE = 1024 * 1024

/** Numbers tried for a name that is taken. */
export const MAX_NUMBER = 10_000

/** Ends the name of a file that is not whole. */
const PART = '.part'

/** One file in the folder. */
export interface SavedFile {
  /** Its name in the folder. */
  name: string
  readonly announced: TransferredFile
  /** Bytes of it, from its start, that are in the file on disk; those of holes count. */
  length: number
  /** Bytes that the capture lacks. */
  missing: number
  whole: boolean
  verdict: Verdict | undefined
}

/** Writes files into one folder: none outside of it, none over another, none under its name before it is whole. */
export class Folder {
  readonly files: SavedFile[] = []
  /** Files beyond MAX_FILES. */
  dropped = 0
  /** Why nothing more can be written; the first failure stays. */
  failure: Error | undefined
  readonly #path: string
  /** Files that lack their end, by identity. */
  readonly #parts = new Map<string, SavedFile>()
  /** The next number worth trying, by name. */
  readonly #numbers = new Map<string, number>()
  /** The file written last stays open. */
  #open: { readonly file: SavedFile; readonly descriptor: number } | undefined

  constructor(path: string) {
    this.#path = path
  }

  /** Begins a file, or goes on with what an earlier transfer of it left. */
  take(announced: TransferredFile): FileTarget | undefined {
    if (this.failure) return undefined
    const file = this.#continued(announced) ?? this.#begun(announced)
    if (!file) return undefined
    let at = announced.from
    // What was sent before the capture began is missing, and does not stand in the file.
    const shift = file.announced.from
    return {
      write: (bytes, start, end) => {
        this.#write(file, bytes, start, end, at - shift)
        at += end - start
      },
      skip: (length) => {
        file.missing += length
        at += length
      },
      end: (verdict) => this.#end(file, verdict),
    }
  }

  /** Closes what is open; files that are not whole stay as they are. */
  finish(): void {
    if (this.#open) closeSync(this.#open.descriptor)
    this.#open = undefined
  }

  #continued({ identity, from }: TransferredFile): SavedFile | undefined {
    const part = from > 0 ? this.#parts.get(identity) : undefined
    return part && part.announced.from === 0 && part.missing === 0 && part.length >= from ? part : undefined
  }

  #begun(announced: TransferredFile): SavedFile | undefined {
    if (this.files.length >= MAX_FILES) {
      this.dropped++
      return undefined
    }
    return this.#try(() => {
      mkdirSync(this.#path, { recursive: true })
      const name = this.#reserve(safeName(announced.name), PART)
      const missing = announced.from
      const file = { name, announced, length: 0, missing, whole: false, verdict: undefined }
      this.files.push(file)
      this.#parts.set(announced.identity, file)
      return file
    })
  }

  /** Makes an empty file of a name that is free and returns the name. */
  #reserve(name: string, behind: string): string {
    const [stem, ending] = splitEnding(name)
    const key = `${name}${behind}`
    const first = this.#numbers.get(key) ?? 1
    for (let number = first; number <= MAX_NUMBER; number++) {
      const free = `${stem}${number > 1 ? ` (${number})` : ''}${ending}${behind}`
      try {
        closeSync(openSync(join(this.#path, free), 'wx', 0o666))
        this.#numbers.set(key, number + 1)
        return free
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }
    throw new Error(
      `${count(MAX_NUMBER, 'file')} named like ${key} are in ${this.#path}; choose another folder.`,
    )
  }

  #write(file: SavedFile, bytes: Uint8Array, start: number, end: number, position: number): void {
    if (this.failure || file.whole) return
    if (position - file.length > MAX_HOLE) {
      file.missing += end - start
      return
    }
    this.#try(() => {
      const descriptor = this.#descriptorOf(file)
      let at = start
      while (at < end) at += writeSync(descriptor, bytes, at, end - at, position + at - start)
      file.length = Math.max(file.length, position + end - start)
    })
  }

  #descriptorOf(file: SavedFile): number {
    if (this.#open?.file === file) return this.#open.descriptor
    this.finish()
    const flags = constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0)
    const descriptor = openSync(join(this.#path, file.name), flags)
    this.#open = { file, descriptor }
    return descriptor
  }

  #end(file: SavedFile, verdict: Verdict): void {
    file.verdict = verdict
    if (this.failure || file.whole || file.missing > 0 || file.length !== file.announced.size) return
    this.#try(() => {
      this.finish()
      const name = this.#reserve(safeName(file.announced.name), '')
      renameSync(join(this.#path, file.name), join(this.#path, name))
      file.name = name
      file.whole = true
      this.#parts.delete(file.announced.identity)
    })
  }

  #try<T>(act: () => T): T | undefined {
    try {
      return act()
    } catch (error) {
      this.failure ??= error as Error
      return undefined
    }
  }
}
