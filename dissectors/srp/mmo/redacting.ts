import type { Redacting } from '../../../src/redact/redacting.js'

/** Fields of the four links that tell about people. */
export const REDACTING: Redacting = {
  names: [
    'mmo-*.**.account',
    'mmo-realm.**.name',
    'mmo-realm.ChatMessage.target',
    'mmo-world.PlayerCharacterJoin.name',
  ],
  texts: ['mmo-realm.ChatMessage.text', 'mmo-world.LocalChatMessage.text'],
  addresses: ['mmo-login.RealmList.realm.address'],
  unknown: ['mmo-world.CharacterData.player'],
}
