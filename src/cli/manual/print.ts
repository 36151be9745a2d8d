import { VERSION } from '../../version.js'
import { ENVIRONMENT } from '../environment.js'
import { EXIT_MEANINGS } from '../errors.js'
import { printText } from '../print.js'
import { createProgram } from '../program.js'
import { pageOf } from './pages.js'
import { manPage } from './roff.js'

/** `slx man`: the man page. */
export function printManual(): void {
  const program = pageOf(createProgram({ code: 0 }))
  printText(manPage(program, { version: VERSION, exitCodes: EXIT_MEANINGS, environment: ENVIRONMENT }))
}
