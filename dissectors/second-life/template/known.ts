/**
 * Checksums of message templates and whose they are. The classic handshake sends the checksum, so it
 * tells which template a circuit speaks; for later templates it is a name that survives new indentation and
 * comments. Computed from the templates; that of 1.13.2 is also the one in a captured reply, that of 1.15.0 the
 * one an open-source server of the time answers with.
 */
const KNOWN: ReadonlyMap<number, string> = new Map([
  [0x0bddd3ec, 'a viewer of July 2006'],
  [0x2d3111d4, 'a viewer of early August 2006'],
  [0x24204e82, 'a viewer of late August 2006'],
  [0xb4e59fa0, 'a viewer of September 2006'],
  [0xb245bf5f, 'viewer 1.12.2'],
  [0x1f1072f1, 'viewer 1.12.3'],
  [0xbe259fa4, 'a test viewer of November 2006, before 1.13'],
  [0xc06a966b, 'viewer 1.13.1'],
  [0x9d95e4c4, 'viewer 1.13.2'],
  [0x9a5fd87f, 'a test viewer of January 2007, before 1.13.3'],
  [0x0ac351a9, 'viewer 1.15.0'],
  [0xbff807b2, 'viewer 1.16.0'],
  [0x3507ce39, 'viewer 1.18.0'],
  [0x007db2fe, 'viewer 1.18.5'],
  [0xa6d055a3, 'viewer 1.22.0'],
  [0xf4de53bb, 'viewer 2.0, third beta'],
  [0x0228f6e7, 'libopenmetaverse of 2015'],
  [0x9781d7f3, 'viewers of 2017'],
  [0xbd79d9e7, 'viewers of 2025'],
  [0x38cd2673, 'node-metaverse'],
  [0xa4596632, 'node-metaverse, an older one'],
  [0x4ba3d944, 'LibreMetaverse'],
  [0xe4572a46, 'SLBot of 2024'],
])

/** Whose template has this checksum: `viewer 1.13.2`; undefined when that is not known. */
export function viewerWithChecksum(checksum: number): string | undefined {
  return KNOWN.get(checksum)
}

/** As templates' checksums are written: `0x9d95e4c4`. */
export function checksumText(checksum: number): string {
  return `0x${checksum.toString(16).padStart(8, '0')}`
}
