/** Something that may stand in a configuration file: an option by its long name, with the words it takes there. */
export interface Setting {
  readonly name: string
  /** The commands that heed it, where other commands have an option of that name for something else. */
  readonly command?: string
  /** Paths are taken from the folder of the file they stand in. */
  readonly path?: true
  /** The variable that counts before files. */
  readonly variable?: string
  /** The variable counts empty too. */
  readonly evenEmpty?: true
  /** Heeded only in the user's own file: a folder that somebody else made must not run programs or choose what is shown of secrets. */
  readonly own?: true
}

/** Everything that a configuration file may say, in the order in which `slx config` lists it. */
export const SETTINGS: readonly Setting[] = [
  { name: 'template', path: true, variable: 'SLX_TEMPLATE' },
  { name: 'secrets', path: true, variable: 'SLX_SECRETS' },
  { name: 'opcodes', path: true },
  { name: 'dissector', path: true, own: true },
  { name: 'decode-as' },
  { name: 'as' },
  { name: 'sl-era' },
  { name: 'gc-profile' },
  { name: 'wow-version' },
  { name: 'socks5' },
  { name: 'lookahead' },
  { name: 'view', command: 'dissect' },
  { name: 'layers' },
  { name: 'color' },
  { name: 'width' },
  { name: 'quiet' },
  { name: 'pager', own: true, variable: 'SLX_PAGER', evenEmpty: true },
]

/** What the environment says of a setting, which counts before files. */
export function fromEnvironment({ variable, evenEmpty }: Setting): string | undefined {
  const given = variable === undefined ? undefined : process.env[variable]
  return given === '' && !evenEmpty ? undefined : given
}
