import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Waiting } from '../../src/dissect/waiting.js'

const CAPACITY = 5

/** The same, looked up the plain way. */
class Model {
  readonly things: (readonly [key: number, thing: number])[] = []
  dropped = 0

  add(key: number, thing: number): void {
    this.take(key)
    this.things.push([key, thing])
    if (this.things.length <= CAPACITY) return
    this.things.shift()
    this.dropped++
  }

  take(key: number): number | undefined {
    const at = this.things.findIndex(([known]) => known === key)
    return at < 0 ? undefined : this.things.splice(at, 1)[0]![1]
  }
}

const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(12)), { maxLength: 2000, size: 'max' })

it('keeps the youngest things, whatever is added again and taken', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const waiting = new Waiting<number, number>(CAPACITY)
      const model = new Model()
      list.forEach(([isAdded, key], i) => {
        if (!isAdded) expect(waiting.take(key)).toBe(model.take(key))
        else {
          waiting.add(key, i)
          model.add(key, i)
        }
        expect([...waiting.values()]).toEqual(model.things.map(([, thing]) => thing))
        expect(waiting.dropped).toBe(model.dropped)
      })
    }),
    { numRuns: 20 },
  )
})
