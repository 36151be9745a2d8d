import { it } from 'vitest'
import { expectSample } from '../../../support/made-sample.js'
import { webSession } from './session.js'

it('the sample is what the generator makes', () => expectSample('sl-login-over-http.pcap', webSession()))
