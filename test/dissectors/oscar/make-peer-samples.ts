import { BOS, Capture, Connection, s8, tlv, u8, u16, u32, user } from './encode.js'
import { odcMessage, odcPayload } from './encode-odc.js'
import { OFT, oftChecksum, oftHeader } from './encode-oft.js'

/** Samples of what clients send each other, and of how they come together. */

export function fileTransfer(): Buffer {
  const capture = new Capture(700)
  const file = Buffer.from('Made up, and long enough to need two segments of a connection.\n'.repeat(20))
  const cookie = Buffer.from('cookie12')
  const im = new Connection(capture, 5190, BOS)
  const size = Buffer.concat([u16(1, 1), u32(file.length), Buffer.from('notes.txt\0')])
  const sendFile = Buffer.from('094613434c7f11d18222444553540000', 'hex')
  const address = tlv(3, u8(192, 0, 2, 30))
  const proposal = [
    u16(0),
    cookie,
    sendFile,
    tlv(0x0a, u16(1)),
    address,
    tlv(5, u16(5190)),
    tlv(0x2711, size),
  ]
  const other = user('Other', tlv(1, u16(0x10)))
  im.snac(1, 4, 7, 0x8000_0001, [cookie, u16(2), other, tlv(5, Buffer.concat(proposal))])
  const peer = new Connection(capture, 5190, '192.0.2.30')
  const checksum = oftChecksum(file)
  const header = { size: file.length, checksum }
  peer.send(1, [oftHeader(OFT.prompt, header)])
  im.snac(0, 4, 6, 1, [cookie, u16(2), s8('Other'), tlv(5, Buffer.concat([u16(2), cookie, sendFile]))])
  im.snac(1, 4, 0x0c, 1, [cookie, u16(2), s8('Other')])
  peer.send(0, [oftHeader(OFT.ack, { ...header, cookie })])
  peer.send(1, [file], [700])
  peer.send(0, [
    oftHeader(OFT.done, { ...header, cookie, received: file.length, receivedChecksum: checksum }),
  ])
  return capture.bytes()
}

/** Direct IM is proposed, counter-proposed by the one who cannot be reached, and refused to a third. */
export function directIm(): Buffer {
  const capture = new Capture(800)
  const im = new Connection(capture, 5190, BOS)
  const other = user('Other', tlv(1, u16(0x10)))
  const directIM = Buffer.from('094613454c7f11d18222444553540000', 'hex')
  const propose = (cookie: Buffer, sequence: number, address: Buffer) => {
    const place = [tlv(0x0a, u16(sequence)), tlv(3, address), tlv(5, u16(4443))]
    return tlv(5, Buffer.concat([u16(0), cookie, directIM, ...place]))
  }
  const cookie = Buffer.from('direct01')
  im.snac(0, 4, 6, 1, [cookie, u16(2), s8('Other'), propose(cookie, 1, u8(192, 0, 2, 10))])
  im.snac(1, 4, 0x0c, 1, [cookie, u16(2), s8('Other')])
  im.snac(1, 4, 7, 0x8000_0001, [cookie, u16(2), other, propose(cookie, 2, u8(192, 0, 2, 31))])
  const peer = new Connection(capture, 4443, '192.0.2.31')
  const name = 'DemoUser'
  peer.send(0, [odcMessage({ cookie, name, flags: 0x20 })])
  peer.send(1, [odcMessage({ cookie, name: 'Other', flags: 0x60 })])
  peer.send(1, [odcMessage({ cookie, name: 'Other', flags: 0x0a })])
  const image = Buffer.from('474946383961010001000000003b', 'hex')
  const payload = odcPayload('<HTML><BODY>Look <IMG ID="1"></BODY></HTML>', [image, image])
  peer.send(1, [odcMessage({ cookie, name: 'Other', payload })], [50, 100])
  const text = Buffer.from('Größe', 'utf16le').swap16()
  peer.send(0, [odcMessage({ cookie, name, charset: 2, payload: text })])
  const refused = Buffer.from('direct02')
  im.snac(1, 4, 7, 0x8000_0002, [refused, u16(2), other, propose(refused, 1, u8(192, 0, 2, 31))])
  im.snac(0, 4, 0x0b, 2, [refused, u16(2), s8('Other'), u16(3, 1)])
  return capture.bytes()
}

/** A client asks for the list of files that another shares, then for one of them; they meet at the rendezvous proxy. */
export function getFile(): Buffer {
  const capture = new Capture(1000)
  const cookie = Buffer.from('getfile1')
  const im = new Connection(capture, 5190, BOS)
  const wanted = Buffer.from('094613484c7f11d18222444553540000', 'hex')
  const place = [
    tlv(0x0a, u16(1)),
    tlv(2, u8(192, 0, 2, 24)),
    tlv(0x16, u8(63, 255, 253, 231)),
    tlv(5, u16(5190)),
    tlv(0x10),
  ]
  const proposal = tlv(5, Buffer.concat([u16(0), cookie, wanted, ...place]))
  im.snac(1, 4, 7, 0x8000_0001, [cookie, u16(2), user('Other', tlv(1, u16(0x10))), proposal])
  const proxy = new Connection(capture, 5190, '192.0.2.24')
  const ars = (type: number, flags: number, ...body: readonly Uint8Array[]) => {
    const rest = Buffer.concat([u16(0x044a, type), u32(0), u16(flags), ...body])
    return Buffer.concat([u16(rest.length), rest])
  }
  const capability = tlv(1, wanted)
  proxy.send(0, [ars(2, 0, s8('DemoUser'), cookie, capability)])
  proxy.send(1, [ars(3, 0x0220, u16(1234), u8(192, 0, 2, 24))])
  proxy.send(1, [ars(5, 0x0220)])
  const listing = Buffer.from(
    '09/09/2001 01:46      64 notes.txt\r\n09/10/2001 13:05 1048576 a picture.jpg\r\n',
  )
  const list = { size: listing.length, checksum: oftChecksum(listing), name: 'listing.txt' }
  proxy.send(0, [oftHeader(OFT.listingPrompt, list)])
  proxy.send(1, [oftHeader(OFT.listingAck, { ...list, cookie })])
  proxy.send(0, [listing], [20])
  const done = { received: listing.length, receivedChecksum: list.checksum }
  proxy.send(1, [oftHeader(OFT.listingDone, { ...list, ...done, cookie })])
  const file = Buffer.from('Made up, and as long as the list of files says: sixty-four bytes')
  const notes = { size: file.length, checksum: oftChecksum(file) }
  proxy.send(1, [oftHeader(OFT.fileRequest, { ...notes, cookie })])
  proxy.send(0, [oftHeader(OFT.prompt, notes)])
  proxy.send(1, [oftHeader(OFT.ack, { ...notes, cookie })])
  proxy.send(0, [file])
  proxy.send(1, [
    oftHeader(OFT.done, { ...notes, cookie, received: file.length, receivedChecksum: notes.checksum }),
  ])
  const late = new Connection(capture, 5190, '192.0.2.24')
  late.send(0, [ars(4, 0, s8('Other'), u16(1234), cookie, capability)])
  late.send(1, [ars(1, 0x0220, u16(0x1a))])
  return capture.bytes()
}
