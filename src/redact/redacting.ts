/** How the bytes of a source are packed in the fields that carry them. */
export type Coding = 'joined' | 'zero-coded' | 'deflated' | 'sealed'

/** Fields whose bytes are shown in a source of their own. */
export interface Carrier {
  /** The source's name. */
  readonly source: string
  /** Path of the field (of the fields, where several are joined) that its bytes were made of. */
  readonly field: string
  readonly coding: Coding
}

/** What a protocol says of its fields for `slx redact`; globs as in filters. Secrets are told by their role. */
export interface Redacting {
  /** What is shown, but lets whoever tries passwords know the right one: hashes of them. */
  readonly secrets?: readonly string[]
  /** Names and addresses of people: screen names, accounts, e-mail. */
  readonly names?: readonly string[]
  /** What people wrote: messages, profiles, notes. */
  readonly texts?: readonly string[]
  /** Network addresses that are not of a type of their own: texts, `host:port`. */
  readonly addresses?: readonly string[]
  /** Bytes whose content is not known, where the field does not say so itself. */
  readonly unknown?: readonly string[]
  /** What of a text is no part of the secret in it: the beginning that fits, by path. */
  readonly beginnings?: Readonly<Record<string, RegExp>>
  readonly carriers?: readonly Carrier[]
}
