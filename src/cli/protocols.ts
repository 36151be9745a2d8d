import Table from 'cli-table3'
import type { Dissector } from '../dissect/dissector.js'
import { loadDissectors, outsideDissectors } from './choose-protocols.js'
import { printLines } from './print.js'

/** `slx protocols`: names for `--as` and `-d`, transport, ports, titles. */
export async function listProtocols(outside?: readonly string[]): Promise<void> {
  const table = new Table({ head: ['name', 'ports', 'protocol'], chars: NO_BORDERS, style: PLAIN })
  for (const dissector of [...(await loadDissectors()), ...(await outsideDissectors(outside))]) {
    table.push([dissector.name, portsOf(dissector), dissector.title])
  }
  printLines(
    table
      .toString()
      .split('\n')
      .map((line) => line.trimEnd()),
  )
}

function portsOf({ transport, ports }: Dissector): string {
  const list = ports.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
  return `${transport} ${list.join(', ')}`
}

const PLAIN = { head: [], border: [], 'padding-left': 0, 'padding-right': 2 }

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
}
