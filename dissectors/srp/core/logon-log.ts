/** What `slx stats --logons` tells: the steps of each account's logons, as sessions see them. */
import { secondsBetween } from '../../../src/dissect/links.js'
import type { Message, MessageRef } from '../../../src/dissect/message.js'
import type { Slot } from '../../../src/dissect/slots.js'
import type { Verdict } from './verdict.js'

export const MAX_ACCOUNTS = 1000
export const MAX_STEPS = 100_000

/** One step of a logon. */
export interface LogonStep {
  readonly message: MessageRef
  readonly protocol: string
  /** Type of the message. */
  readonly type: string
  readonly result: string | undefined
  /** `M1 verified`. */
  readonly check: string | undefined
  /** Seconds since the request this answers. */
  readonly roundTrip: number | undefined
}

/** What a session knows of a step, besides the message. */
export interface StepFacts {
  /** `0 Success`. */
  readonly result?: string | undefined
  readonly check?: Verdict | undefined
  /** What the check was about: `M1`. */
  readonly checked?: string
  /** The message this one answers. */
  readonly request?: MessageRef | undefined
}

/** Steps by account, in order; bounded. */
export class LogonLog {
  readonly accounts = new Map<string, LogonStep[]>()
  /** Steps beyond the caps. */
  dropped = 0
  #count = 0

  add(account: string, message: Message, { result, check, checked, request }: StepFacts = {}): void {
    const known = this.accounts.get(account)
    if (this.#count === MAX_STEPS || (!known && this.accounts.size === MAX_ACCOUNTS)) {
      this.dropped++
      return
    }
    this.#count++
    const ref = message.ref()
    const step: LogonStep = {
      message: ref,
      protocol: message.protocol,
      type: message.type,
      result,
      check: check && [checked, check.state].filter(Boolean).join(' '),
      roundTrip: request && secondsBetween(request, ref),
    }
    if (known) known.push(step)
    else this.accounts.set(account, [step])
  }
}

/** There only while the statistic is wanted: sessions look with `state.peek`. */
export const LOGONS: Slot<LogonLog> = { name: 'srp.logons', make: () => new LogonLog() }
