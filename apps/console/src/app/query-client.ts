import { AlongsideError } from '@alongside/protocol'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isKind } from '#lib/error-message.ts'

const MOST_RETRIES = 3

/** What the server refused with a reason, it will refuse again; only failures of the way there are worth another try. */
function shouldRetry(failures: number, error: Error): boolean {
  const refused = error instanceof AlongsideError && error.status < 500
  return !refused && failures < MOST_RETRIES
}

/** @param onSignedOut called when a request finds that nobody is signed in any more */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (isKind(error, 'unauthenticated') || isKind(error, 'account_disabled')) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        // A wrong password is not a lost sign-in.
        if (mutation.meta?.['signedOut'] !== true) onError(error)
      },
    }),
    defaultOptions: { queries: { retry: shouldRetry, staleTime: 10_000 } },
  })
}
