import type { SecretLabel } from '../src/secrets/label.js'

/** Every kind of secret a key file may hold. */
export const SECRET_LABELS: readonly SecretLabel[] = []
