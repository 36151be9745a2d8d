import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { samples } from '../../support/samples.js'
import { sharedPath } from '../../support/shared.js'
import { hasTool } from '../../support/tools.js'
import { type Flap, ourFlaps, theirFlaps, tlvsOf, valuesOf } from './tshark-frames.js'

/** What tshark reads rightly in every frame. */
const HEADER = [
  ['aim.channel', 'flap.channel'],
  ['aim.seqno', 'flap.sequence'],
  ['aim.datalen', 'flap.length'],
] as const

/** Theirs and ours; where tshark reads a value of a frame at all, all of them are the same. */
const VALUES: readonly (readonly [theirs: string, ...ours: string[]])[] = [
  ['aim.fnac.family', 'snac.foodgroup'],
  ['aim.fnac.subtype', 'snac.subgroup'],
  ['aim.fnac.flags', 'snac.flags'],
  ['aim.fnac.id', 'snac.request'],
  ['aim.snac.error', 'oscar.error.code'],
  ['aim.buddyname', 'oscar.screen_name', 'oscar.login.tlv.screen_name'],
  ['aim.userinfo.warninglevel', 'oscar.user.warning'],
  ['aim.nickinfo.caps', 'oscar.capability.listed', 'oscar.capability.uuid'],
  ['aim.dcinfo.addr', 'oscar.dc.address'],
  ['aim.dcinfo.tcpport', 'oscar.dc.port'],
  ['aim.dcinfo.type', 'oscar.dc.type'],
  ['aim.dcinfo.proto_version', 'oscar.dc.version'],
  ['aim.messageblock.features', 'oscar.fragment.capabilities'],
  ['aim.messageblock.charset', 'oscar.fragment.charset'],
  ['aim.messageblock.charsubset', 'oscar.fragment.language'],
  ['aim.messageblock.message', 'oscar.fragment.text'],
  ['aim.ssi.code', 'oscar.feedbag.result'],
  ['aim_generic.family', 'oscar.oservice.groups', 'oscar.oservice.group', 'oscar.rate.members.foodgroup'],
  ['aim_generic.version', 'oscar.oservice.number'],
  ['aim_generic.idle_time', 'oscar.oservice.idle'],
  ['aim_generic.motd.motdtype', 'oscar.oservice.motd'],
  ['aim_generic.ratechange.msg', 'oscar.oservice.change'],
  ['aim_generic.rateinfo.numclasses', 'oscar.rate.count'],
  ['aim_generic.rateinfo.class.id', 'oscar.rate.id', 'oscar.rate.members.id'],
  ['aim_generic.rateinfo.class.window_size', 'oscar.rate.window'],
  ['aim_generic.rateinfo.class.clearlevel', 'oscar.rate.clear'],
  ['aim_generic.rateinfo.class.alertlevel', 'oscar.rate.alert'],
  ['aim_generic.rateinfo.class.limitlevel', 'oscar.rate.limit'],
  ['aim_generic.rateinfo.class.disconnectlevel', 'oscar.rate.disconnect'],
  ['aim_generic.rateinfo.class.currentlevel', 'oscar.rate.current'],
  ['aim_generic.rateinfo.class.maxlevel', 'oscar.rate.max'],
  ['aim_generic.rateinfo.class.lasttime', 'oscar.rate.last'],
  ['aim_generic.rateinfo.class.curstate', 'oscar.rate.dropping'],
  ['aim_generic.rateinfoack.class', 'oscar.oservice.class_id'],
  ['aim_generic.selfinfo.warn_level', 'oscar.user.warning'],
  ['aim_generic.servicereq.service', 'oscar.oservice.group'],
  ['aim_icq.chunk_size', 'oscar.icq.size'],
  ['aim_icq.owner_uid', 'oscar.icq.uin'],
  ['aim_icq.request_type', 'oscar.icq.type'],
  ['aim_icq.request_seq_number', 'oscar.icq.sequence'],
  ['aim_icq.subtype', 'oscar.icq.request', 'oscar.icq.reply'],
  ['aim_icq.offline_msgs.dropped_flag', 'oscar.icq.dropped'],
  ['aim_messaging.icbmcookie', 'oscar.icbm.cookie', 'oscar.rendezvous.cookie'],
  ['aim_messaging.channelid', 'oscar.icbm.channel'],
  ['aim_messaging.clienterr.reason', 'oscar.icbm.reason'],
  ['aim_messaging.icbm.channel', 'oscar.icbm.channel', 'oscar.icbm.channels'],
  ['aim_messaging.icbm.flags', 'oscar.icbm.flags'],
  ['aim_messaging.icbm.max_snac', 'oscar.icbm.max_size'],
  ['aim_messaging.icbm.max_sender_warn-level', 'oscar.icbm.max_sender'],
  ['aim_messaging.icbm.max_receiver_warnlevel', 'oscar.icbm.max_receiver'],
  ['aim_messaging.icbm.min_msg_interval', 'oscar.icbm.interval'],
  ['aim_messaging.notification.cookie', 'oscar.icbm.cookie'],
  ['aim_messaging.notification.channel', 'oscar.icbm.channel'],
  ['aim_messaging.notification.type', 'oscar.icbm.event'],
  ['aim_messaging.rendezvous.msg_type', 'oscar.rendezvous.type'],
  ['aim_signon.challengelen', 'oscar.bucp.key_length'],
  ['aim_signon.challenge', 'oscar.bucp.key'],
  ['aim_ssi.fnac.version', 'oscar.feedbag.version'],
  ['aim_ssi.fnac.numitems', 'oscar.feedbag.count'],
  ['aim_ssi.fnac.last_change_time', 'oscar.feedbag.time'],
  ['aim_ssi.fnac.buddyname', 'oscar.feedbag.name'],
  ['aim_ssi.fnac.gid', 'oscar.feedbag.group'],
  ['aim_ssi.fnac.bid', 'oscar.feedbag.id'],
  ['aim_ssi.fnac.type', 'oscar.feedbag.class'],
  ['aim_ssi.fnac.tlvlen', 'oscar.feedbag.item.tlv_size'],
]

const captures = [
  ...samples().filter((path) => /^oscar-.*\.pcap$/.test(basename(path))),
  sharedPath('captures/oscar-icq-port443.pcap'),
].filter((path) => path !== undefined)

/** SNACs of which it reads the first item only, or none behind a UTF-16 text: tshark-differences.test.ts shows them. */
const FIRST_ONLY = new Set(['1/10', '1/15', '3/11', '3/12', '19/8', '19/10', '19/14'])
const UTF16 = '2'

describe.skipIf(!hasTool('tshark'))('frame by frame beside tshark (skipped where it is absent)', () => {
  it.each(captures.map((path) => [basename(path), path]))('%s', async (_name, path) => {
    const theirs = theirFlaps(path)
    const ours = await ourFlaps(path)
    const headers = (flaps: readonly Flap[], side: 0 | 1) =>
      flaps.map((flap) => [
        flap.packet,
        flap.ends,
        ...HEADER.map((names) => valuesOf(flap, [names[side]])[0]),
      ])
    expect(headers(ours, 1)).toEqual(headers(theirs, 0))
    expect(theirs.flatMap((flap, i) => differences(flap, ours[i]!))).toEqual([])
  })
})

/** What tshark reads of a frame and slx reads otherwise, but for where tshark is known to be wrong. */
function differences(theirs: Flap, ours: Flap): string[] {
  const found: string[] = []
  const snac = [...valuesOf(ours, ['snac.foodgroup']), ...valuesOf(ours, ['snac.subgroup'])].join('/')
  const isWide = valuesOf(ours, ['oscar.fragment.charset']).includes(UTF16)
  for (const [name, ...paths] of VALUES) {
    const wanted = valuesOf(theirs, [name])
    const all = valuesOf(ours, paths)
    const mine = FIRST_ONLY.has(snac) ? all.slice(0, wanted.length) : all
    const isWrong =
      (name === 'aim_generic.motd.motdtype' && snac === '1/19') ||
      (name === 'aim.messageblock.message' && isWide)
    if (wanted.length > 0 && !isWrong && wanted.join() !== mine.join())
      found.push(`packet ${ours.packet}, ${snac}, ${name}: ${wanted}; slx: ${mine}`)
  }
  // Of many TLVs it shows nothing; those that it shows are among ours, in their order.
  const tlvs = tlvsOf(theirs)
  let next = 0
  for (const tlv of tlvsOf(ours)) if (tlv === tlvs[next]) next++
  if (next < tlvs.length) found.push(`packet ${ours.packet}, ${snac}, TLVs: ${tlvs.slice(next)}`)
  return found
}
