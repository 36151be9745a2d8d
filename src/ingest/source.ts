import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { InputError } from './input-error.js'

/** Regular files are read in pieces of this size, into two buffers in turn. */
const PIECE = 1 << 20

/** Where an input's bytes come from. */
export interface Source {
  /** As messages call it; raw, as the user gave it. */
  readonly name: string
  readonly isStandardInput: boolean
  /** Size of a regular file; undefined where it cannot be known before the end. */
  readonly totalBytes: number | undefined
  /** The bytes as they arrive; a chunk holds only until the next one is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/**
 * Opens a path, or standard input for `-`.
 *
 * Of regular files the next piece is read while the last one is taken apart, and the event loop has its turn between
 * them; pipes and devices are read through a stream, which gives what has arrived and does not block.
 * @throws InputError when there is no such file or it is a directory; other faults show when `chunks` is read
 */
export async function openSource(path: string, standardInput?: AsyncIterable<Uint8Array>): Promise<Source> {
  if (isStandardInput(path)) {
    const chunks = standardInput ?? process.stdin
    return { name: 'standard input', isStandardInput: true, totalBytes: undefined, chunks }
  }
  const stats = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  if (stats.isDirectory()) throw new InputError(`${path} is a directory; give the files in it instead.`)
  const totalBytes = stats.isFile() ? stats.size : undefined
  const chunks = stats.isFile() ? readPieces(path) : createReadStream(path)
  return { name: path, isStandardInput: false, totalBytes, chunks }
}

/** Whether a path means the process's own standard input, which can be read once. */
export function isStandardInput(path: string): boolean {
  return path === '-' || path === '/dev/stdin'
}

/** Says why an input cannot be read, and what to do. */
export function unreadable(name: string, error: unknown): InputError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return new InputError(`There is no file ${name}; check the name and the folder.`)
  if (code === 'EACCES' || code === 'EPERM') {
    return new InputError(`${name} may not be read; ask for permission, or run slx as somebody who has it.`)
  }
  if (code === 'EISDIR') return new InputError(`${name} is a directory; give the files in it instead.`)
  const why = error instanceof Error ? error.message : String(error)
  return new InputError(`${name} cannot be read (${why}); check that it is a file or pipe slx can open.`)
}

async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  const pieces = [new Uint8Array(PIECE), new Uint8Array(PIECE)] as const
  const read = async (piece: Uint8Array) => {
    const { bytesRead } = await file.read(piece, 0, PIECE, null)
    return piece.subarray(0, bytesRead)
  }
  let next = read(pieces[0])
  try {
    for (let turn = 1; ; turn++) {
      const piece = await next
      if (piece.length === 0) return
      next = read(pieces[turn % 2]!)
      yield piece
    }
  } finally {
    // What has begun ends first, well or not: nobody asks for it any more.
    await next.catch(() => undefined)
    await file.close()
  }
}
