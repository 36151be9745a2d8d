import type { SecretLabel } from '../src/secrets/label.js'
import { GRAND_CHASE_SA } from './grand-chase/secrets.js'
import { OSCAR_PASSWORD } from './oscar/signon/passwords.js'
import { SRP_SECRET_LABELS } from './srp/core/labels.js'

/** Every kind of secret a key file may hold. */
export const SECRET_LABELS: readonly SecretLabel[] = [...SRP_SECRET_LABELS, GRAND_CHASE_SA, OSCAR_PASSWORD]
