/** A kind of thing kept beyond single conversations; declared once, as a constant, by the part that owns it. */
export interface Slot<T> {
  readonly name: string
  make(): T
}

/** Things by their slot: each is made when it is first asked for. */
export class Slots {
  readonly #things = new Map<Slot<unknown>, unknown>()

  /** The thing of a slot. */
  of<T>(slot: Slot<T>): T {
    if (!this.#things.has(slot)) this.#things.set(slot, slot.make())
    return this.#things.get(slot) as T
  }

  /** The thing of a slot if somebody has asked for it before. */
  peek<T>(slot: Slot<T>): T | undefined {
    return this.#things.get(slot) as T | undefined
  }
}
