/** What a run has replaced and dropped. */
export class Counts {
  readonly #replaced = new Map<string, { values: number; bytes: number }>()
  /** Bytes dropped, by what they were. */
  readonly dropped = new Map<string, number>()
  /** Bodies replaced as a whole, by field: their contents could not be packed again in the same length. */
  readonly filled = new Map<string, number>()

  replaced(kind: string, bytes: number): void {
    const count = this.#replaced.get(kind) ?? { values: 0, bytes: 0 }
    count.values++
    count.bytes += bytes
    this.#replaced.set(kind, count)
  }

  drop(what: string, bytes: number): void {
    if (bytes > 0) this.dropped.set(what, (this.dropped.get(what) ?? 0) + bytes)
  }

  fill(field: string): void {
    this.filled.set(field, (this.filled.get(field) ?? 0) + 1)
  }

  values(kind: string): number {
    return this.#replaced.get(kind)?.values ?? 0
  }
}
