// Shows the session whose token stands in the address's fragment, and takes the token out of the address.
const token = new URLSearchParams(location.hash.slice(1)).get('token')
history.replaceState(null, '', location.pathname + location.search)

function say(text) {
  const line = document.createElement('p')
  line.setAttribute('role', 'alert')
  line.textContent = text
  document.body.replaceChildren(line)
}

if (token === null || token === '') {
  say('The address of this page lacks the token of a session: …#token=AGENT_TOKEN.')
} else if (customElements.get('alongside-viewer') === undefined) {
  say('The viewer could not be loaded. Load the page again.')
} else {
  const viewer = document.createElement('alongside-viewer')
  viewer.server = location.origin
  viewer.token = token
  viewer.setAttribute('toolbar', '')
  document.body.replaceChildren(viewer)
}
