import { describe, expect, it } from 'vitest'
import { RollingEncrypt } from '../../../../bench/encode/rolling-encrypt.js'
import { hmacSha1, sha1 } from '../../../../dissectors/srp/core/digest.js'
import {
  clientHeaderKey,
  serverHeaderKey,
  sharedHeaderKey,
} from '../../../../dissectors/srp/core/header-keys.js'
import { bytesOf, cut, numberOf } from '../../../../dissectors/srp/core/numbers.js'
import { Rc4, Rc4Drop1024 } from '../../../../dissectors/srp/core/rc4.js'
import { RollingCipher } from '../../../../dissectors/srp/core/rolling-cipher.js'
import {
  clientProof,
  clientPublic,
  clientSecret,
  groupOf,
  interleave,
  KNOWN_GROUP,
  privateKey,
  realmHash,
  reconnectProof,
  scrambler,
  serverProof,
  serverPublic,
  serverSecret,
  verifier,
  verifierFromServer,
  worldHash,
} from '../../../../dissectors/srp/core/srp6a.js'
import { ascii, hex, toHex, VECTORS } from '../vectors.js'

const G = KNOWN_GROUP
const n = (text: string) => numberOf(hex(text))
const le = (value: bigint) => toHex(bytesOf(value, 32))
const be = (text: string) => BigInt(`0x${text}`)

function seed(value: number): Uint8Array {
  return bytesOf(BigInt(value), 4)
}

it('RC4 gives the streams of RFC 6229', () => {
  const stream = new Rc4(hex('0102030405')).apply(new Uint8Array(16), 0, 16)
  expect(toHex(stream)).toBe('b2396305f03dc027ccc3524a0a1118a8')
  const dropped = new Rc4Drop1024(hex('0102030405')).decrypt(new Uint8Array(16), 0, 16)
  expect(toHex(dropped)).toBe('30abbcc7c20b01609f23ee2d5f6bb7df')
})

it('takes no group from numbers that make none', () => {
  expect(groupOf(new Uint8Array(32), Uint8Array.of(7))).toBeUndefined()
  expect(groupOf(Uint8Array.of(3), Uint8Array.of(7))).toBeUndefined()
  expect(groupOf(new Uint8Array(33).fill(1), Uint8Array.of(7))).toBeUndefined()
  expect(groupOf(bytesOf(G.prime, 32), Uint8Array.of(0))).toBeUndefined()
  expect(groupOf(bytesOf(G.prime, 32), Uint8Array.of(7))).toEqual(G)
})

describe.skipIf(!VECTORS)('SRP-6a beside the vectors', () => {
  const rows = VECTORS?.wow_srp_regression.samples ?? {}

  it('a logon of a real client, every number of it', () => {
    const v = VECTORS.wow_srp_end_to_end
    const [account, salt, A, B] = [ascii(v.account), hex(v.salt), hex(v.A), hex(v.B)]
    const x = privateKey(salt, account, ascii(v.password))
    expect(toHex(bytesOf(x, 20))).toBe(v.x)
    expect(le(verifier(G, x))).toBe(v.v)
    expect(le(serverPublic(G, n(v.v), be(v.b_be)))).toBe(v.B)
    expect(le(verifierFromServer(G, n(v.B), be(v.b_be)))).toBe(v.v)
    expect(toHex(bytesOf(scrambler(A, B), 20))).toBe(v.u)
    const secret = serverSecret(G, n(v.A), n(v.v), n(v.u), be(v.b_be))
    expect(toHex(secret)).toBe(v.S)
    const key = interleave(secret, true)
    expect(toHex(key)).toBe(v.K)
    const accountHash = sha1(account)
    const parts = { group: G, accountHash, salt, publicA: A, publicB: B, key }
    expect(toHex(clientProof(parts))).toBe(v.M1)
    expect(toHex(serverProof(A, hex(v.M1), key))).toBe(v.M2)
  })

  it('the rows of the regression files', () => {
    const fixed = rows['x (salt fixed)']
    for (const r of fixed.rows) {
      expect(toHex(bytesOf(privateKey(hex(fixed.salt), ascii(r.account), ascii(r.password)), 20))).toBe(r.x)
    }
    for (const r of rows.v)
      expect(le(verifier(G, privateKey(hex(r.salt), ascii(r.account), ascii(r.password))))).toBe(r.v)
    for (const r of rows.A) expect(le(clientPublic(G, n(r.a)))).toBe(r.A)
    for (const r of rows.B) expect(le(serverPublic(G, n(r.v), n(r.b)))).toBe(r.B)
    for (const r of rows.u) expect(toHex(bytesOf(scrambler(hex(r.A), hex(r.B)), 20))).toBe(r.u)
    for (const r of rows.S_server) expect(toHex(serverSecret(G, n(r.A), n(r.v), n(r.u), n(r.b)))).toBe(r.S)
    for (const r of rows.S_client) expect(toHex(clientSecret(G, n(r.B), n(r.x), n(r.u), n(r.a)))).toBe(r.S)
    for (const r of rows['interleave S->K']) expect(toHex(interleave(hex(r.S), true))).toBe(r.K)
    for (const r of rows.M1) {
      const parts = { group: G, accountHash: sha1(ascii(r.account)), salt: hex(r.salt) }
      const made = clientProof({ ...parts, publicA: hex(r.A), publicB: hex(r.B), key: hex(r.K) })
      expect(toHex(made)).toBe(r.M1)
    }
    for (const r of rows.M2) expect(toHex(serverProof(hex(r.A), hex(r.M1), hex(r.K)))).toBe(r.M2)
    for (const r of rows.reconnect_proof)
      expect(toHex(reconnectProof(ascii(r.account), hex(r.client_data), hex(r.server_data), hex(r.K)))).toBe(
        r.proof,
      )
    for (const r of rows.world_proof)
      expect(toHex(worldHash(ascii(r.account), hex(r.client_seed), hex(r.server_seed), hex(r.K)))).toBe(
        r.proof,
      )
  })

  it('the rows that tell skipping of low zero bytes from not skipping', () => {
    const both = rows['session_key rows whose S starts with a zero byte (skip rule proven)']
    for (const r of both) {
      expect(toHex(interleave(hex(r.S), true))).toBe(r.K)
      expect(toHex(interleave(hex(r.S), false))).toBe(r.K_without_skipping)
    }
    expect(both.length).toBeGreaterThan(0)
  })

  it('the header ciphers', () => {
    for (const r of rows.vanilla_encrypt)
      expect(toHex(new RollingEncrypt(hex(r.K)).encrypt(hex(r.plain)))).toBe(r.cipher)
    for (const r of rows.vanilla_decrypt) expect(decrypted(hex(r.K), r.cipher)).toBe(r.plain)
    for (const r of rows['tbc_encrypt (both directions same)'])
      expect(decrypted(sharedHeaderKey(hex(r.K)), r.cipher)).toBe(r.plain)
    for (const r of rows.wotlk_encrypt) {
      const bytes = hex(r.plain)
      const client = new Rc4Drop1024(clientHeaderKey(hex(r.K)))
      const server = new Rc4Drop1024(serverHeaderKey(hex(r.K)))
      expect(toHex(client.decrypt(bytes, 0, bytes.length))).toBe(r.cipher_client_to_server)
      expect(toHex(server.decrypt(bytes, 0, bytes.length))).toBe(r.cipher_server_to_client)
    }
  })

  it('the headers of real clients', () => {
    for (const capture of VECTORS.wow_header_real_captures) {
      const key = hex(capture.K)
      if (capture.client_proof) {
        const [client, server] = [seed(capture.client_seed), seed(capture.server_seed)]
        expect(toHex(worldHash(ascii(capture.account), client, server, key))).toBe(capture.client_proof)
      }
      const ciphers = ciphersOf(capture.version, key)
      for (const [side, headers] of [capture.client_headers, capture.server_headers].entries()) {
        for (const { cipher, plain } of headers ?? []) {
          expect(toHex(ciphers[side]!.decrypt(hex(cipher), 0, cipher.length / 2))).toBe(plain)
        }
      }
    }
  })

  it.each((VECTORS?.mmo_sessions ?? []) as { name: string }[])('$name', (session) => {
    // biome-ignore lint/suspicious/noExplicitAny: a row of the vectors
    const s: any = session
    const [account, key] = [ascii(s.account), hex(s.K_wire40)]
    const challenge = hex(s.login['S>C LogonChallenge'])
    const proof = hex(s.login['C>S LogonProof'])
    const [B, salt, A] = [challenge.slice(6, 38), challenge.slice(71, 103), proof.slice(5, 37)]
    const x = privateKey(cut(salt), account, ascii(s.password))
    expect(verifier(G, x)).toBe(be(s.v_db_hex_be))
    expect(le(clientPublic(G, be(s.a_be)))).toBe(toHex(A))
    expect(le(serverPublic(G, be(s.v_db_hex_be), be(s.b_be)))).toBe(toHex(B))
    expect(verifierFromServer(G, numberOf(B), be(s.b_be))).toBe(be(s.v_db_hex_be))
    const u = scrambler(cut(A), cut(B))
    const secret = serverSecret(G, numberOf(A), be(s.v_db_hex_be), u, be(s.b_be))
    expect(toHex(secret)).toBe(s.S_le32)
    expect(toHex(clientSecret(G, numberOf(B), x, u, be(s.a_be)))).toBe(s.S_le32)
    expect(toHex(interleave(secret, false))).toBe(s.K_wire40)
    const accountHash = s.server_accepts ? sha1(account) : cut(sha1(account))
    const parts = { group: G, accountHash, salt: cut(salt), publicA: cut(A), publicB: cut(B), key }
    expect(toHex(clientProof(parts))).toBe(s.M1)
    expect(toHex(serverProof(cut(A), hex(s.M1), key))).toBe(s.M2)
    if (s.header_key) expect(toHex(sharedHeaderKey(cut(key)))).toBe(s.header_key)
    if (s.realm) {
      const auth = hex(s.realm['C>S AuthSession'])
      const at = auth.length - 24
      const server = hex(s.realm['S>C AuthChallenge']).slice(6)
      expect(realmHash(account, auth.slice(at, at + 4), server, cut(key))).toEqual(auth.slice(at + 4))
    }
  })

  it('the remaining formulas of a logon with a card or files', () => {
    for (const r of rows['integrity_generic H(A | HMAC-SHA1(crc_salt, files))'])
      expect(toHex(sha1(hex(r.A), hmacSha1(hex(r.crc_salt), hex(r.files))))).toBe(r.crc_hash)
    for (const r of rows['reconnect checksum H(proof_data | 20 zero bytes)'])
      expect(toHex(sha1(hex(r.proof_data), new Uint8Array(20)))).toBe(r.checksum)
  })
})

function decrypted(key: Uint8Array, cipher: string): string {
  const bytes = hex(cipher)
  return toHex(new RollingCipher(key).decrypt(bytes, 0, bytes.length))
}

function ciphersOf(version: string, key: Uint8Array) {
  if (version.startsWith('wotlk'))
    return [new Rc4Drop1024(clientHeaderKey(key)), new Rc4Drop1024(serverHeaderKey(key))]
  const headerKey = version.startsWith('vanilla') ? key : sharedHeaderKey(key)
  return [new RollingCipher(headerKey), new RollingCipher(headerKey)]
}
