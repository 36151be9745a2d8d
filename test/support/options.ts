import type { DissectOptions } from '../../src/dissect/dissector.js'
import { Expectations } from '../../src/dissect/expectations.js'
import { Slots } from '../../src/dissect/slots.js'
import { Secrets } from '../../src/secrets/secrets.js'

/** What a run without any options of the user gives to dissectors, with these in their place. */
export function dissectOptions(
  protocolOptions: Readonly<Record<string, string | readonly string[]>> = {},
  secrets = new Secrets(),
): DissectOptions {
  return {
    protocolOptions: new Map(
      Object.entries(protocolOptions).map(([name, value]) => [name, [value].flat()] as const),
    ),
    secrets,
    settings: new Slots(),
    explain: true,
    state: new Slots(),
    expectations: new Expectations(),
  }
}
