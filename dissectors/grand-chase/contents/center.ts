import { names, u8, u16, u32, Wire } from '../../../src/fields/index.js'
import { layout, list, narrow, number, numbers, openLayout, wide } from '../layout.js'
import { known, WEAK } from './known.js'

/** What a login came to (protocol page section 7, one source). */
const LOGIN_RESULTS = names({
  0: 'ok',
  1: 'wrong protocol version',
  2: 'unsupported way of authenticating',
  3: 'authentication failed',
  4: 'renaming failed',
  5: 'already connected',
  6: 'no login from billing',
  7: 'bad characters',
  8: 'user mismatch',
  9: 'empty login',
  10: 'wrong password',
  11: 'unknown account',
  12: 'registration failed',
  13: 'age',
  14: 'IP address',
  15: 'script checksum',
  16: 'patch time',
  17: 'admin IP address',
  18: 'one-time password',
  19: 'old way of login',
  20: 'US web authentication failed',
  21: 'blocked',
  22: 'unknown postfix',
  23: 'duplicate e-mail',
  24: 'no user information',
  25: 'South America authentication',
  26: 'South America authentication',
  27: 'unknown web service',
  28: 'blocked user',
})

const login = [
  narrow('login', 'Login', { least: 1 }),
  narrow('password', 'Password', { role: 'secret' }),
  wide('client_ip', 'Client IP'),
  number('protocol_version', u32({ label: 'Protocol version', doc: '323 in Eternal, 327 in Season 5' })),
]

const file = [wide('name', 'Name')]

/** Messages of the center server whose contents are known. */
export const CENTER_CONTENTS = [
  known(
    'WAIT_TIME_NOT',
    (path) => [layout(path, [number('wait', u32({ label: 'Wait time', unit: 'ms' }))])],
    WEAK,
  ),

  // Emulators write a zero in front that the game itself does not.
  known('SHAFILENAME_LIST_ACK', (path) => [
    layout(path, [list('files', 'File', 'File', file)]),
    layout(path, [number('zero', u32({ label: 'Zero' })), list('files', 'File', 'File', file)]),
  ]),

  known(
    'CLIENT_PING_CONFIG_ACK',
    (path) => [
      layout(path, [
        number('value_1', u32({ label: 'Value 1', doc: 'Meaning unknown; 4000 where it was seen' })),
        number('value_2', u32({ label: 'Value 2', doc: 'Meaning unknown; 4000 where it was seen' })),
        number('value_3', u32({ label: 'Value 3', doc: 'Meaning unknown; 4000 where it was seen' })),
        number('value_4', u32({ label: 'Value 4', doc: 'Meaning unknown; 1 where it was seen' })),
        number('value_5', u8({ label: 'Value 5', doc: 'Meaning unknown; 0 where it was seen' })),
        number('value_6', {
          wire: Wire.S32BE,
          label: 'Value 6',
          doc: 'Meaning unknown; -1 where it was seen',
        }),
        number('value_7', u32({ label: 'Value 7', doc: 'Meaning unknown; 0 where it was seen' })),
      ]),
    ],
    WEAK,
  ),

  // Season 5 has a number in front.
  known('VERIFY_ACCOUNT_REQ', (path) => [
    openLayout(path, login),
    openLayout(path, [number('first', u32({ label: 'First number', doc: 'Meaning unknown' })), ...login]),
  ]),

  known('VERIFY_ACCOUNT_ACK', (path) => [
    openLayout(path, [
      number('result', u32({ label: 'Result', names: LOGIN_RESULTS })),
      wide('login', 'Login'),
      narrow('password', 'Password', { role: 'secret' }),
      number('sex', u8({ label: 'Sex' })),
      number('age', u32({ label: 'Age' })),
      number('auth_tick', u32({ label: 'Authentication tick', role: 'secret' })),
      number('new_user', u8({ label: 'New user' })),
      number('trial', u8({ label: 'Trial' })),
      number('ip_pass', u8({ label: 'IP pass' })),
      number('auth_level', u8({ label: 'Authentication level' })),
      narrow('nation', 'Nation code'),
      number('user_id', u32({ label: 'User ID', role: 'id' })),
    ]),
  ]),

  known('SERVER_LIST_NOT', (path) => [
    layout(path, [
      list('servers', 'Server', 'Server', [
        number('id', u32({ label: 'ID', role: 'id' })),
        number('part', u32({ label: 'Part' })),
        wide('name', 'Name'),
        narrow('ip', 'IP'),
        number('port', u16({ label: 'Port' })),
        number('users', u32({ label: 'Users' })),
        number('max_users', u32({ label: 'Max users' })),
        number(
          'protocol_version',
          u32({ label: 'Protocol version', doc: '323 in Eternal, 327 in Season 5' }),
        ),
        number('level_min', { wire: Wire.S32BE, label: 'Min level' }),
        number('level_max', { wire: Wire.S32BE, label: 'Max level', doc: '-1: no limit' }),
        narrow('ip_again', 'Second IP'),
        wide('description', 'Description'),
        number('max_level', u32({ label: 'Level limit' })),
      ]),
    ]),
  ]),

  known('CLIENT_CONTENTS_FIRST_INIT_INFO_ACK', (path) => [
    layout(path, [
      number('zero', u32({ label: 'Zero' })),
      numbers('kinds', 'Kind', 'Kind'),
      list('loading', 'Loading image', 'Loading images', [
        number('key', u32({ label: 'Key' })),
        list('images', 'Image', 'Image', file),
      ]),
      numbers('news', 'News', 'News'),
      list('pvp', 'PvP image', 'PvP images', [
        number('key', u32({ label: 'Key' })),
        list('images', 'Image', 'Image', file),
      ]),
      list('banners', 'Banner', 'Banner', [wide('name', 'Name'), number('value', u32({ label: 'Value' }))]),
      list('scripts', 'Script', 'Script', [number('key', u32({ label: 'Key' })), wide('name', 'Name')]),
      numbers('kinds_2', 'Second kind', 'Second kind'),
      numbers('motions', 'Motion', 'Motion'),
      list('forbidden', 'Forbidden DLL', 'Forbidden DLL', file),
      list('sha_files', 'SHA file', 'Extra SHA file', file),
    ]),
  ]),
]
