import type { Foodgroup } from '../layout/foodgroup.js'
import { BUCP } from './bucp.js'
import { CHAT, CHAT_NAV } from './chat.js'
import { FEEDBAG } from './feedbag.js'
import { ICBM } from './icbm.js'
import { ICQ } from './icq/index.js'
import { OSERVICE } from './oservice.js'
import { BUDDY, LOCATE, ODIR, PD } from './presence.js'
import * as small from './small.js'

/** All foodgroups by number. */
export const FOODGROUPS: ReadonlyMap<number, Foodgroup> = new Map(
  [OSERVICE, LOCATE, BUDDY, ICBM, PD, CHAT_NAV, CHAT, ODIR, FEEDBAG, ICQ, BUCP, ...Object.values(small)].map(
    (group) => [group.id, group],
  ),
)
