import { expect, it } from 'vitest'
import { isSecretKey } from '../../../dissectors/llsd/secret.js'

it.each([
  ...['passwd', 'password', 'web_login_key', 'token', 'openid_token', 'mfa_hash', 'mac', 'id0', 'session_id'],
  ...[
    'secure_session_id',
    'last_exec_session_id',
    'SessionID',
    'seed_capability',
    'seed-capability',
    'SeedCapability',
  ],
])('%s is a secret', (key) => expect(isSecretKey(key)).toBe(true))

it.each(['machine', 'id', 'agent_id', 'circuit_code', 'tokens_left', 'message', 'sim_ip'])(
  '%s is none',
  (key) => expect(isSecretKey(key)).toBe(false),
)
