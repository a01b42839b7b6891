// Entry of alongside.js: the classic script that a site embeds. Nothing in here may throw into the page.
import { findScript } from './find-script.ts'
import { startLoader } from './start-loader.ts'

try {
  const settings = findScript(document)
  if (settings !== null) startLoader(window, settings)
} catch (error) {
  reportError(error)
}
