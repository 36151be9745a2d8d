import { describe, expect, it } from 'vitest'
import { CaptureMaker } from '../capture.js'
import { type Heard, hear } from '../heard.js'
import { hex, VECTORS } from '../vectors.js'

// biome-ignore lint/suspicious/noExplicitAny: rows of the vectors, whose shape is in their own document
type Session = any

const sessions: Session[] = VECTORS?.mmo_sessions ?? []

function sideOf(title: string, client: string): 0 | 1 {
  return title.startsWith(`${client}>`) ? 0 : 1
}

/** The session's links as a capture: each connection that the vectors have. */
function capture(session: Session, parts: readonly string[]): Buffer {
  const maker = new CaptureMaker()
  const connections = {
    login: { client: 'C', server: '192.0.2.2:3724' },
    realm_login: { client: 'R', server: '192.0.2.2:6279' },
    realm: { client: 'C', server: '192.0.2.3:8129' },
    world_realm: { client: 'W', server: '192.0.2.3:6280' },
  }
  for (const part of parts) {
    if (!session[part]) continue
    const { client, server } = connections[part as keyof typeof connections]
    const talk = maker.connect(`192.0.2.1:${40000 + part.length}`, server)
    for (const [title, packet] of Object.entries(session[part])) {
      if (!(title.includes('failure') && part === 'realm'))
        talk.send(sideOf(title, client), hex(packet as string))
    }
  }
  return maker.bytes()
}

function checks(messages: readonly Heard[]): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const { values } of messages)
    for (const [path, [value]] of values) if (path.endsWith('_check')) found[path.split('.').at(-1)!] = value
  return found
}

const reversed = (text: string) => Buffer.from(text, 'hex').reverse().toString('hex')

describe.each(sessions.map((session) => ({ name: session.name as string, session })))(
  '$name',
  ({ session }) => {
    const { account, password, a_be, b_be, K_wire40, K_db_hex_be, salt_db_hex_be, server_accepts } = session
    const login = capture(session, ['login'])

    it.each([
      ['', `SRP_SESSION_KEY ${account} ${K_wire40}`],
      ['', `srp_session_key ${account.toLowerCase()} 0x${K_db_hex_be}`],
      ['b, ', `SRP_SERVER_PRIVATE ${account} ${b_be}`],
      ['b, ', `SRP_SERVER_PRIVATE ${account} ${reversed(b_be)}`],
      ['a and the password, ', `SRP_CLIENT_PRIVATE ${account} ${a_be} ${password}`],
      ['a and the password, ', `SRP_CLIENT_PRIVATE ${account} ${reversed(a_be)} ${password.toLowerCase()}`],
    ])('is verified with %s: %s', async (what, keys) => {
      const { messages } = await hear([login], { keys })
      const { M1_check, M2_check } = checks(messages)
      expect(M1_check).toMatch(new RegExp(`^verified with K \\(${what}keys\\.txt line 1\\)`))
      if (server_accepts) expect(M2_check).toMatch(/^verified with/)
      const high = (wire: string) => wire.endsWith('00')
      const proof = session.login['C>S LogonProof']
      const challenge = session.login['S>C LogonChallenge']
      const names = [
        server_accepts ? '' : 'SHA1(account)',
        high(reversed(salt_db_hex_be)) ? 's' : '',
        high(proof.slice(10, 74)) ? 'A' : '',
        high(challenge.slice(12, 76)) ? 'B' : '',
      ].filter(Boolean)
      if (names.length > 0) expect(M1_check).toContain(`with ${names.join(' and ')} cut of zero bytes`)
      else expect(M1_check).not.toContain('cut')
      const key = messages.map((m) => m.value('mmo-login.LogonProof.K')).find(Boolean)
      expect(key).toBe(K_wire40)
    })

    it.each([
      ['SRP_SESSION_KEY', 'ab'.repeat(40), ''],
      ['SRP_SERVER_PRIVATE', 'ab'.repeat(19), 'b, '],
      ['SRP_CLIENT_PRIVATE', `${'ab'.repeat(19)} ${password}`, 'a and the password, '],
      ['SRP_CLIENT_PRIVATE', `${a_be} WRONG`, 'a and the password, '],
    ])('is not verified with a wrong %s %s', async (label, secret, what) => {
      const { messages } = await hear([login], { keys: `# mine\r\n${label} ${account} ${secret}\r\n` })
      const { M1_check, M2_check } = checks(messages)
      expect(M1_check).toBe(
        `failed: it does not follow from K (${what}keys.txt line 2) in either byte order; that key is wrong or of another logon`,
      )
      if (server_accepts) expect(M2_check).toMatch(/^not checkable, because/)
      expect(messages.flatMap(({ findings }) => findings)).toContain('srp.check-failed')
    })

    it('says why the server refuses an account that cannot log in', async () => {
      const { messages } = await hear([login], { keys: `SRP_SESSION_KEY ${account} ${K_wire40}` })
      expect(messages.some(({ findings }) => findings.includes('mmo.account-hash'))).toBe(!server_accepts)
    })
  },
)

describe.skipIf(sessions.length === 0)('the links of the vectors', () => {
  const normal = sessions[0]
  const all = ['login', 'realm_login', 'realm', 'world_realm']

  it('take the key from the realm link, verify with it, and decrypt every header', async () => {
    for (const parts of [all, ['realm', 'login', 'realm_login']]) {
      const { messages } = await hear([capture(normal, parts)])
      expect(checks(messages)).toEqual({
        M1_check: 'verified with K (ClientAuthSessionResponse)',
        M2_check: 'verified with K (ClientAuthSessionResponse)',
        hash_check: 'verified with K (ClientAuthSessionResponse)',
        key_check: 'verified against the client hash that the realm asked about',
      })
      const game = messages.filter(({ protocol }) => protocol === 'mmo-realm').map(({ type }) => type)
      expect(game).toEqual([
        'AuthChallenge',
        'AuthSession',
        'AuthSessionResponse',
        'RealmConfig',
        'CharEnum',
        'CharEnum',
        'EnterWorld',
        'SetSelection',
        'LoginVerifyWorld',
      ])
    }
  })

  it('do so too when the links are in different captures, in any order', async () => {
    const captures = [
      capture(normal, ['realm']),
      capture(normal, ['login']),
      capture(normal, ['realm_login']),
    ]
    const { messages } = await hear(captures)
    expect(checks(messages)).toMatchObject({
      M1_check: 'verified with K (ClientAuthSessionResponse)',
      hash_check: 'verified with K (ClientAuthSessionResponse)',
    })
    expect(messages.map(({ type }) => type)).toContain('SetSelection')
  })

  it('show the fields of every packet', async () => {
    const { messages } = await hear([capture(normal, all)])
    const find = (protocol: string, type: string, path: string) =>
      messages
        .filter((m) => m.protocol === protocol && m.type === type)
        .flatMap((m) => m.values.get(`${protocol}.${path}`) ?? [])
    expect(find('mmo-login', 'LogonChallenge', 'LogonChallenge.revision')).toEqual([2427])
    expect(find('mmo-login', 'LogonChallenge', 'LogonChallenge.auth_version')).toEqual([3])
    expect(find('mmo-login', 'LogonChallenge', 'LogonChallenge.game_version')).toEqual([5])
    expect(find('mmo-login', 'LogonChallenge', 'LogonChallenge.account')).toEqual(['TESTACCOUNT'])
    expect(find('mmo-login', 'AccountFeatures', 'AccountFeatures.feature.key')).toEqual([
      'beta',
      'founder_pack',
    ])
    expect(find('mmo-login', 'RealmList', 'RealmList.realm.name')).toEqual(['LIVE REALM', 'TEST'])
    expect(find('mmo-login', 'RealmList', 'RealmList.realm.address')).toEqual([
      '127.0.0.1',
      'realm.example.test',
    ])
    expect(find('mmo-login', 'RealmList', 'RealmList.realm.port')).toEqual([8130, 8129])
    expect(find('mmo-server', 'LogonChallenge', 'LogonChallenge.realm')).toEqual(['LIVE REALM'])
    expect(find('mmo-server', 'ClientAuthSession', 'ClientAuthSession.realm_seed')).toEqual([0xdeadbeef])
    expect(find('mmo-server', 'ClientAuthSession', 'ClientAuthSession.client_seed')).toEqual([0x12345678])
    expect(find('mmo-server', 'ClientAuthSessionResponse', 'ClientAuthSessionResponse.account_id')).toEqual([
      42n,
    ])
    expect(find('mmo-server', 'ClientAuthSessionResponse', 'ClientAuthSessionResponse.gm_level')).toEqual([2])
    expect(find('mmo-server', 'ClientAuthSessionResponse', 'ClientAuthSessionResponse.feature.key')).toEqual([
      'beta',
    ])
    expect(find('mmo-server', 'ClientAuthSessionResponse', 'ClientAuthSessionResponse.result')).toEqual([
      0, 10,
    ])
    expect(find('mmo-server', 'Ping', 'Ping.players')).toEqual([17])
    expect(find('mmo-server', 'AccountBanned', 'AccountBanned.account_id')).toEqual([42n])
    expect(find('mmo-world', 'LogonChallenge', 'LogonChallenge.world')).toEqual(['WORLD01'])
    expect(find('mmo-realm', 'AuthSession', 'AuthSession.build')).toEqual([2427])
    expect(find('mmo-realm', 'SetSelection', 'SetSelection.target')).toEqual([0x0102030405060708n])
    expect(find('mmo-realm', 'RealmConfig', 'RealmConfig.disabled_race.id')).toEqual([3])
    expect(messages.flatMap(({ findings }) => findings)).toEqual([])
  })
})
