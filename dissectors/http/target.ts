/** Up to where a target may be shown: a capability's URL is the key to it. */
const CAPABILITY = /\/caps?\//i

/** The URL of a capability in a text; its first group is the part that may be shown. */
export const CAPABILITY_URL = /(\/caps?\/)[^\s"'<>]+/gi

/** Characters of a target that a message's type shows. */
const MAX_SHOWN = 60

/** How many characters of a target are no secret: none but its first slash where it is `secret` by itself. */
export function publicLength(target: string, secret: boolean): number {
  const found = CAPABILITY.exec(target)
  if (found) return found.index + found[0].length
  return secret ? Math.min(1, target.length) : target.length
}

/** Whether a text holds the URL of a capability. */
export function holdsCapability(text: string): boolean {
  return CAPABILITY.test(text)
}

/** A target for headings: without query, secret and excess length. */
export function shortTarget(target: string, secret: boolean): string {
  const query = target.indexOf('?')
  const length = Math.min(publicLength(target, secret), query < 0 ? target.length : query + 1, MAX_SHOWN)
  return length < target.length ? `${target.slice(0, length)}…` : target
}
