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

it('reads them over HTTP, and follows the cookie to BOS', async () => {
  const types: string[] = []
  const values: unknown[] = []
  const presented: string[] = []
  await runAll([`${ROOT}samples/xsnac-over-http.pcap`], (message) => {
    types.push(message.type)
    expect(message.findings).toEqual([])
    values.push(
      ...valuesAt(message, 'xsnac.password.plain'),
      ...valuesAt(message, 'oscar.login.tlv.reconnect'),
    )
    const link = valueAt(message, 'oscar.login.Cookie-given-in')
    if (link !== undefined) presented.push(`${message.number}: ${link}`)
  })
  expect(types.slice(0, 2)).toEqual(['POST / LOGIN_REQUEST', '200 OK LOGIN_REPLY'])
  expect(values).toEqual(['swordfish', '192.0.2.20:5190'])
  expect(presented).toEqual(['4: 2'])
})
