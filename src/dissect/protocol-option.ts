/** An option that a protocol adds to the commands that dissect. Declared apart from the protocol's code, so that help loads none. */
export interface ProtocolOption {
  /** `--sl-era <era>`; without a value (`--gc-unauthenticated`) it is there, with no values, or not. */
  readonly flags: string
  readonly description: string
  /** The values it takes, where they are few. */
  readonly choices?: readonly string[]
  /** May be given more than once. */
  readonly repeatable?: boolean
}
