import { expect, it } from 'vitest'
import { valueAt, valuesAt } from '../../support/read-tree.js'
import { runAll } from '../../support/run.js'
import { ROOT } from '../../support/slx.js'

it('reads the bodies of a Kerberos sign-on whole', async () => {
  const types: string[] = []
  const values: unknown[] = []
  await runAll([`${ROOT}samples/xsnac-sign-on.txt`], (message) => {
    types.push(message.type)
    expect(message.findings).toEqual([])
    expect(valueAt(message, 'xsnac.body')).toBeUndefined()
    for (const path of ['xsnac.password.plain', 'xsnac.code', 'oscar.login.tlv.reconnect'])
      values.push(...valuesAt(message, path))
  })
  expect(types).toEqual(['LOGIN_REQUEST', 'LOGIN_REPLY', 'LOGIN_ERROR'])
  expect(values).toEqual(['swordfish', '192.0.2.20:5190', 0x0401])
})
