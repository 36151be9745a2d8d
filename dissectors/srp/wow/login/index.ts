import type { Dissector } from '../../../../src/dissect/dissector.js'
import { LOGIN_NAME } from '../names.js'
import { REDACTING } from '../redacting.js'
import { detectLogin } from './detect.js'
import { LoginSession } from './session.js'

/** The logon of World of Warcraft, protocol versions 2 to 8 (1.12 to 3.3.5); the README beside describes it. */
export const wowLogin: Dissector = {
  name: LOGIN_NAME,
  title: 'World of Warcraft logon',
  transport: 'tcp',
  ports: [[3724, 3724]],
  detect: detectLogin,
  redacting: REDACTING,
  open: (conversation, options) => new LoginSession(wowLogin, conversation, options),
}
