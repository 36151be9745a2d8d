import { statSync } from 'node:fs'
import { count } from '../count.js'
import { FILES } from '../extract/files.js'
import { Folder, MAX_FILES, type SavedFile } from '../extract/folder.js'
import { escapeText } from '../output/escape.js'
import { conclude } from './conclude.js'
import { Exit, UsageError } from './errors.js'
import type { ReadingCliOptions, TextCliOptions } from './options.js'
import { printLines } from './print.js'
import { prepareReading } from './reading.js'
import { Reporter } from './reporter.js'

export interface ExtractCliOptions extends ReadingCliOptions, TextCliOptions {
  readonly output: string
}

/** `slx extract`: writes the files that the inputs transfer into a folder and lists them. Returns the exit code. */
export async function extract(inputs: readonly string[], options: ExtractCliOptions): Promise<number> {
  const path = options.output
  if (!isFolderOrNothing(path)) throw new UsageError(`${path} is no folder; name one, or one to be made.`)
  const reporter = new Reporter(options.quiet ?? false)
  const reading = await prepareReading(inputs, options, reporter)
  const folder = new Folder(path)
  const result = await reading.run({
    layers: false,
    forwardLinks: false,
    afterChunk: () => undefined,
    message: () => folder.failure === undefined,
    begin: (state) => {
      state.of(FILES).take = (file) => folder.take(file)
    },
  })
  folder.finish()
  printLines(folder.files.map(lineOf))
  if (folder.failure) throw new UsageError(`cannot write to ${path}: ${folder.failure.message}.`)
  if (folder.dropped > 0)
    reporter.skipped(`only the first ${MAX_FILES} files were written; ${folder.dropped} more were not.`)
  const { files } = folder
  reporter.say(
    files.length > 0
      ? `wrote ${count(files.length, 'file')} to ${path}.`
      : 'the input transfers no files that slx can extract.',
  )
  const code = conclude(result, reporter, files.length > 0)
  return code === Exit.OK && !files.every(isSound) ? Exit.DAMAGED : code
}

function isFolderOrNothing(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true
}

function isSound({ whole, verdict }: SavedFile): boolean {
  return whole && verdict?.holds !== false
}

/** `notes.txt: 2000 bytes, announced in #14; its checksum is verified: ...` */
function lineOf({ name, announced, length, missing, whole, verdict }: SavedFile): string {
  const { size, from, message } = announced
  const bytes = whole ? count(size, 'byte') : `incomplete, ${length} of ${count(size, 'byte')}`
  const begin = from > 0 ? `, from byte ${from} on` : ''
  const holes = missing > from ? `, ${count(missing - from, 'byte')} missing in the capture` : ''
  const checksum = verdict?.text ?? 'not checkable, because the file is not whole'
  return escapeText(`${name}: ${bytes}${begin}${holes}, announced in #${message}; checksum ${checksum}`)
}
