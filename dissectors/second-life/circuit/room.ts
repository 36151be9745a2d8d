import type { Slot } from '../../../src/dissect/slots.js'

/** Packets that all circuits of a run may remember together; each takes 16 bytes. */
export const MAX_REMEMBERED_PACKETS = 1 << 22

/** What takes room for packets, and can do with less. */
export interface Tenant {
  /** Forgets all packets but the last few. */
  shrink(): void
}

/** How much the circuits of a run remember. When it is too much, the one that has grown longest ago shrinks. */
export class Room {
  readonly #most: number
  /** Packets that there is room for, in order of the last growth. */
  readonly #tenants = new Map<Tenant, number>()
  #packets = 0

  constructor(most = MAX_REMEMBERED_PACKETS) {
    this.#most = most
  }

  /** `tenant` has room for so many packets now. */
  grew(tenant: Tenant, packets: number): void {
    this.#packets += packets - (this.#tenants.get(tenant) ?? 0)
    this.#tenants.delete(tenant)
    this.#tenants.set(tenant, packets)
    while (this.#packets > this.#most && this.#tenants.size > 1) this.#shrinkOldest()
  }

  #shrinkOldest(): void {
    const [tenant, packets] = this.#tenants.entries().next().value!
    this.#tenants.delete(tenant)
    this.#packets -= packets
    tenant.shrink()
  }
}

export const ROOM: Slot<Room> = { name: 'sl.room', make: () => new Room() }
