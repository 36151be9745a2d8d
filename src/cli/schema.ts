import { lineSchema } from '../saved/schema.js'
import { printText } from './print.js'

/** `slx schema`: prints the JSON Schema of a line of `slx dissect -T json`. */
export function printSchema(): void {
  printText(`${JSON.stringify(lineSchema(), undefined, 2)}\n`)
}
