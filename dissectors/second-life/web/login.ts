import { isIPv4 } from 'node:net'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import type { MessageRef } from '../../../src/dissect/message.js'
import { numberOf, textOf, type Value, valueAt } from '../../llsd/value.js'
import { announceCircuit } from '../announce.js'
import { announceCapability, SEED } from './capabilities.js'

/** The method of XML-RPC that logs in. */
export const LOGIN = 'login_to_simulator'

/** Whether a map is what a login server answers: where the simulator is, or why not. */
export function isLoginReply(reply: Value): boolean {
  return (
    valueAt(reply, 'login') !== undefined &&
    (valueAt(reply, 'sim_ip') !== undefined || valueAt(reply, 'reason') !== undefined)
  )
}

/** Takes note of where the login reply sends the viewer. Returns what it comes to, in a word or two. */
export function followLogin(reply: Value, options: DissectOptions, message: MessageRef): string {
  const address = textOf(valueAt(reply, 'sim_ip')) ?? ''
  const port = numberOf(valueAt(reply, 'sim_port'))
  const seed = textOf(valueAt(reply, 'seed_capability'))
  if (isIPv4(address) && port) announceCircuit(options.expectations, address, port, message, 'login reply')
  if (seed) announceCapability(options, SEED, seed, address, message)
  const reason = textOf(valueAt(reply, 'reason'))
  return reason ? `refused: ${reason.slice(0, 40)}` : 'reply'
}
