/**
 * slx as a library: captures and texts in, dissected messages out.
 *
 * @example
 * import { dissect } from 'slx'
 *
 * for await (const message of dissect('capture.pcap')) {
 *   console.log(message.number, message.type, message.get('sl.UseCircuitCode.CircuitCode.Code'))
 * }
 */
export { OptionError } from '../dissect/dissector.js'
export type { InputProblem } from '../ingest/frame.js'
export { InputError } from '../ingest/input-error.js'
export { UsageError } from '../usage-error.js'
export { VERSION } from '../version.js'
export { type DissectionOptions, dissect } from './dissect.js'
export type { Field } from './field.js'
export type { Input } from './input.js'
export type { DissectedFinding, DissectedMessage } from './message.js'
export { type CapturedFrame, type OpenOptions, openCapture } from './open-capture.js'
