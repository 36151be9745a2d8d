import type { Redacting } from '../../../src/redact/redacting.js'

/** Fields of the logon and of world servers that tell about people. */
export const REDACTING: Redacting = {
  names: ['wow-login.challenge.account', 'wow-world.CMSG_AUTH_SESSION.account'],
  addresses: ['wow-login.realms.realm.address'],
  unknown: [
    'wow-login.survey.data',
    'wow-login.transfer.data',
    'wow-world.CMSG_AUTH_SESSION.addons_opaque',
    'wow-world.CMSG_AUTH_SESSION.addons_unread',
    'wow-world.SMSG_AUTH_RESPONSE.more',
  ],
  carriers: [
    { source: 'inflated add-ons', field: 'wow-world.CMSG_AUTH_SESSION.addons_deflated', coding: 'deflated' },
  ],
}
