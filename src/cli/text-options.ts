import { didYouMean } from '../suggest.js'
import { UsageError } from './errors.js'
import type { TextCliOptions } from './options.js'

/** The options about texts, checked. Throws UsageError on a dialect that slx does not know. */
export async function textOptions(options: TextCliOptions): Promise<TextCliOptions> {
  const { dumpFormat } = options
  if (dumpFormat !== undefined) {
    // Loaded only when needed: captures and help start quicker without.
    const { dumpFormats } = await import('../ingest/hexdump/dialects.js')
    const names = dumpFormats.map(({ name }) => name)
    if (!names.includes(dumpFormat)) {
      throw new UsageError(
        `no dump format is called '${dumpFormat}' (known: ${names.join(', ')}).${didYouMean(dumpFormat, names)}`,
      )
    }
  }
  return options
}
