/**
 * Fields that let whoever has them act as somebody else: URLs of seed capabilities, sessions' second
 * secrets, tokens of god powers, and digests made with secrets of servers. SessionID and the circuit code
 * stay visible: every packet has them, and they are what joins a circuit to its login.
 */
const NAMES = new Set(['SecureSessionID', 'SeedCapability', 'Digest'])

const PATHS = new Set(['RequestGodlikePowers.RequestBlock.Token', 'GrantGodlikePowers.GrantData.Token'])

/** Whether the field `Message.Block.Field` is a secret. */
export function isSecret(path: string): boolean {
  return NAMES.has(path.slice(path.lastIndexOf('.') + 1)) || PATHS.has(path)
}
