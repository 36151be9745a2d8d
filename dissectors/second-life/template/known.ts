/**
 * Checksums of message templates and whose they are. The classic handshake sends the checksum, so it
 * tells which template a circuit speaks. Computed from the templates; that of 1.13.2 is also the one in
 * a captured reply, that of 1.15.0 the one an open-source server of the time answers with.
 */
const KNOWN: ReadonlyMap<number, string> = new Map([
  [0xb4e59fa0, 'template of September 2006'],
  [0xb245bf5f, 'template of viewer 1.12.2'],
  [0x1f1072f1, 'template of viewer 1.12.3'],
  [0xbe259fa4, 'template of November 2006, before viewer 1.13'],
  [0xc06a966b, 'template of viewer 1.13.1'],
  [0x9d95e4c4, 'template of viewer 1.13.2'],
  [0x9a5fd87f, 'template of January 2007, before viewer 1.13.3'],
  [0x0ac351a9, 'template of viewer 1.15.0'],
  [0xbff807b2, 'template of viewer 1.16.0'],
])

/** `template of viewer 1.13.2`; undefined when the checksum is not known. */
export function templateWithChecksum(checksum: number): string | undefined {
  return KNOWN.get(checksum)
}
