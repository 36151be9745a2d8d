/** Names of the two dissectors, which point at each other. */
export const LOGIN_NAME = 'wow-login'
export const WORLD_NAME = 'wow-world'
