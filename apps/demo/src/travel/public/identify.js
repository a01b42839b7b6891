// Tells Alongside who is signed in. The page writes the data into this script's own attributes. The tag may come later,
// or never: until then `alongside` is a plain list, and the tag goes through it when it is there.
{
  const { id, name, email, memberNumber } = document.currentScript.dataset
  window.alongside ??= []
  window.alongside.push(['identify', { id, name, email, data: { memberNumber } }])
}
