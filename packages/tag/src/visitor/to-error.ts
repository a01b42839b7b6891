import { AlongsideError, isErrorKind } from '@alongside/protocol'

/** An error of a reply as what our promises reject with. */
export function toError(error: { readonly kind: string; readonly message: string }): AlongsideError {
  return new AlongsideError(isErrorKind(error.kind) ? error.kind : 'internal', error.message)
}
