// Tells Alongside who is signed in. The page writes the data into this script's own attributes.
{
  const { id, name, email, memberNumber } = document.currentScript.dataset
  const identify = () => window.alongside?.identify({ id, name, email, data: { memberNumber } })

  if (window.alongside) identify()
  else document.querySelector('script[data-site]')?.addEventListener('load', identify, { once: true })
}
