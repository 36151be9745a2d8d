let viewed: Uint8Array = new Uint8Array(0)
let view: DataView = new DataView(viewed.buffer)

/** A view of `bytes`. The last one is kept: packets come from the same buffer one after the other. */
export function viewOfLast(bytes: Uint8Array): DataView {
  if (viewed !== bytes) {
    viewed = bytes
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  return view
}
