/** Only paths of our own: anything else would make the sign-in a springboard to other sites. */
export function safeRedirect(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : '/'
}
