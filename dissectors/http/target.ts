/** Up to where a target may be shown: a capability's URL is the key to it. */
const CAPABILITY = /\/caps?\//i

/** Characters of a target that a message's type shows. */
const MAX_SHOWN = 60

/** How many characters of a target are no secret. */
export function publicLength(target: string): number {
  const found = CAPABILITY.exec(target)
  return found ? found.index + found[0].length : target.length
}

/** A target for headings: without query, secret and excess length. */
export function shortTarget(target: string): string {
  const query = target.indexOf('?')
  const length = Math.min(publicLength(target), query < 0 ? target.length : query + 1, MAX_SHOWN)
  return length < target.length ? `${target.slice(0, length)}…` : target
}
