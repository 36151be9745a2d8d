import { isIPv4 } from 'node:net'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import type { Message, MessageRef } from '../../../src/dissect/message.js'
import type { Slot } from '../../../src/dissect/slots.js'
import { Waiting } from '../../../src/dissect/waiting.js'

/** A capability whose URL a message told. */
export interface Capability {
  /** `seed capability`, `EventQueueGet`. */
  readonly name: string
  readonly message: MessageRef
  /** A request has used it. */
  used: boolean
}

/** Capabilities remembered in a run: some hundred for each region an agent comes near. */
export const MAX_CAPABILITIES = 50_000

/** By the path of their URL, which no two share. */
const CAPABILITIES: Slot<Waiting<string, Capability>> = {
  name: 'second-life.capabilities',
  make: () => new Waiting(MAX_CAPABILITIES),
}

const URL_PARTS = /^(https?):\/\/([^/?#:\s]{1,255})(?::(\d{1,5}))?(\/[^?#\s]{1,1000})/i

/** What a seed capability is called. */
export const SEED = 'seed capability'

/**
 * A message tells the URL of a capability: requests to it are known by its name, and what goes to its port is HTTP.
 * Where the URL has a host's name, `address` is the one it is likely to have.
 */
export function announceCapability(
  { expectations, state }: DissectOptions,
  name: string,
  url: string,
  address: string,
  message: MessageRef,
): void {
  const [, scheme, host, port, path] = URL_PARTS.exec(url) ?? []
  if (!scheme || !host || !path || path === '/') return
  state.of(CAPABILITIES).add(path, { name, message, used: false })
  if (scheme.toLowerCase() !== 'http') return
  const server = isIPv4(host) ? host : address
  if (server !== '')
    expectations.add('tcp', server, Number(port ?? 80), { dissector: 'http', message, by: name })
}

/** Says in the message at hand, once in a run, that not all capabilities are remembered. */
export function tellForgottenCapabilities({ state }: DissectOptions, message: Message): void {
  state.peek(CAPABILITIES)?.tellDropped(message, 'capabilities have been told')
}

/** The capability that a request's target leads to, if a message told its URL; targets may go on behind it. */
export function capabilityAt({ state }: DissectOptions, target: string): Capability | undefined {
  const known = state.peek(CAPABILITIES)
  if (!known) return undefined
  const path = target.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/s, '')
  return known.get(path) ?? known.get(path.replace(/\/$/, '')) ?? known.get(path.replace(/\/[^/]*$/, ''))
}
