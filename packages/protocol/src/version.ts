/**
 * The version of the wire: raised whenever a schema here changes incompatibly. Both sides send it in the
 * handshake; a mismatch is answered with `protocol_mismatch` in words, never with an empty screen.
 */
export const PROTOCOL_VERSION = 1
