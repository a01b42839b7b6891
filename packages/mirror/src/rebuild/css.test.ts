import { describe, expect, test } from 'vitest'
import { rewriteCss } from './css.ts'
import { resolveSrcset, resolveUrl } from './urls.ts'

const BASE = 'https://shop.example/css/site.css'
const rewrite = (css: string) => rewriteCss(css, (raw) => resolveUrl(raw, BASE, 'css'))

describe('R12 URLs in styles', () => {
  test.each([
    ['a{b:url(x.png)}', 'a{b:url("https://shop.example/css/x.png")}'],
    ['a{b:url( "x.png" )}', 'a{b:url("https://shop.example/css/x.png" )}'],
    ["a{b:URL('../x.png')}", 'a{b:url("https://shop.example/x.png")}'],
    ['a{b:u\\72l(x.png)}', 'a{b:url("https://shop.example/css/x.png")}'],
    ['a{b:u\\000072 l(x.png)}', 'a{b:url("https://shop.example/css/x.png")}'],
    ['a{b:url(x\\29 y)}', 'a{b:url("https://shop.example/css/x)y")}'],
    ['a{b:url(javascript:alert)}', 'a{b:url("about:invalid")}'],
    ['a{b:url(data:text/html,x)}', 'a{b:url("about:invalid")}'],
    ['a{b:url(bad"url)}', 'a{b:url("about:invalid")}'],
    ['a{b:url(blob:x)', 'a{b:url("blob:x")'],
    ['a{b:url(filesystem:x)', 'a{b:url("about:invalid")'],
    ['a{b:url(#frag)}', 'a{b:url("#frag")}'],
    ['a{b:image-set("x.png" 1x)}', 'a{b:image-set("https://shop.example/css/x.png" 1x)}'],
    [
      'a{b:image-set("x.png" type("image/png"))}',
      'a{b:image-set("https://shop.example/css/x.png" type("image/png"))}',
    ],
    ['a{content:"url(x)"}', 'a{content:"url(x)"}'],
    ['@import "evil.css";a{}', '/**/a{}'],
    ['@im\\70ort url("evil;x.css") screen;a{}', '/**/a{}'],
    ['a/*url(x)*/{}', 'a/*url(x)*/{}'],
    ['a{b:d()}/*open', 'a{b:d()}/**/'],
    // Two halves that would be one name without what was between them.
    ['a{b:u@import x;rl(evil)}', 'a{b:u/**/rl(evil)}'],
    // Marks of HTML's comments are no part of names.
    ['<!--a{b:<!--url(evil)}-->', '/**/a{b:/**/url("https://shop.example/css/evil")}/**/'],
    ['a{b:-->u\\72l(evil)}', 'a{b:/**/url("https://shop.example/css/evil")}'],
    ['a-->b{c:--->url(evil)}', 'a-->b{c:--->url("https://shop.example/css/evil")}'],
    // Line ends of all kinds end a string, and none is escaped outside of one.
    ['a{x:"\r;b:url(evil);y:"}', 'a{x:"\n;b:url("https://shop.example/css/evil");y:"}'],
    ['a{x:"\f;b:url(evil);y:"}', 'a{x:"\n;b:url("https://shop.example/css/evil");y:"}'],
    ['a{b:\\\rurl(evil)}', 'a{b:\\\nurl("https://shop.example/css/evil")}'],
    ['a{b:\u00a0url(evil)}', 'a{b:\u00a0url("https://shop.example/css/evil")}'],
    // But one that ends a hexadecimal escape.
    ['a{b:"\\a\n" url(evil) ""}', 'a{b:"\\a\n" url("https://shop.example/css/evil") ""}'],
    ['a{b:image-set("x\\', 'a{b:image-set("https://shop.example/css/x"'],
    // Brackets close as in browsers, whatever their names.
    [
      'a{b:image-set(\\\\(")") "x" 1x)}',
      'a{b:image-set(\\\\("https://shop.example/css/)") "https://shop.example/css/x" 1x)}',
    ],
    [
      'a{b:image-set(if(media(all): x; else: "x") 1x)}',
      'a{b:image-set(if(media(all): x; else: "https://shop.example/css/x") 1x)}',
    ],
    ['a{b:image-set([} "x" 1x)}', 'a{b:image-set([} "https://shop.example/css/x" 1x)}'],
  ])('R12 %s', (css, expected) => {
    expect(rewrite(css)).toBe(expected)
  })

  test.each([
    ['a{background:red url(x)}', true],
    ['a{/**/BACK\\67 round-image:image-set("x" 1x)}', true],
    ['a{mask:url(x)}', true],
    ['a{--x:url(x)}', true],
    ['a{--x:1;--y:f(;url("x"))}', true],
    ['@font-face{src:url(x)}', true],
    ['@namespace svg url(x);', true],
    ['a{fill:url(x)}', false],
    ['a{background:red;filter:blur(1px)url("x")}', false],
    ['a{clip-path:url(x);}', false],
    ['a{fill:if(media(all):none;background:url(x))}', false],
    ['a{fill:[;background:url(x)}', false],
    ['a{b:c;d{marker:url(x)}}', false],
    ['a{--x:\u2764url(x)}', false],
  ])('B11 %s asks for a picture: %s', (css, expected) => {
    const asked: boolean[] = []
    rewriteCss(css, (_raw, isPicture) => {
      asked.push(isPicture)
      return null
    })
    expect(asked).toEqual([expected])
  })

  test('B11 what variables hold can only be a picture', () => {
    expect(rewrite('a{--x:url( "x" );--y:1 url(y)}')).toBe(
      'a{--x:image-set("https://shop.example/css/x" );--y:1 image-set("https://shop.example/css/y")}',
    )
    const kept = 'a{--x:url("#x");--y:url("data:image/png,y");--z:image-set(url("https://z.example/") 1x)}'
    expect(rewrite(kept)).toBe(kept)
  })

  test('R12 a URL cannot end the string that it stands in', () => {
    expect(rewriteCss('a{b:url(x)}', () => 'https://x/"}b{}')).toBe('a{b:url("https://x/\\22 }b{}")}')
  })

  // Each of these took minutes, or would, when a character is looked at again for each one before it.
  test.each([
    ['strings in brackets', (n: number) => `a{b:url(x)${'('.repeat(n)}${'""'.repeat(n)}`],
    ['escapes in a string', (n: number) => `a{b:url(x);c:"${'\\aaaaaa'.repeat(n)}\\`],
    ['a name', (n: number) => `.${'a'.repeat(n)}{b:url(x)}`],
    ['spaces in a url', (n: number) => `a{b:url(${' '.repeat(n)}x y)}`],
    ['escapes in a url', (n: number) => `a{b:url(${'\\a '.repeat(n)}x y)}`],
    ['states without a block', (n: number) => `${':hover'.repeat(n)};`],
    ['open brackets', (n: number) => `a{b:${'image-set('.repeat(n)}"x"}`],
    ['open strings', (n: number) => `a{b:(${'"'.repeat(n)}\n`],
    ['a string with escapes', (n: number) => `a{b:url("${'\\"'.repeat(n)}")}`],
    ['imports', (n: number) => '@import '.repeat(n)],
    ['comments', (n: number) => '/*('.repeat(n)],
    ['a long string', (n: number) => `a{b:url("data:image/png,${'a'.repeat(n * 10)}")}`],
  ])('R12 R20 the time for %s grows with its length only', (_name, make) => {
    expect(rewrite(make(400_000)).length).toBeGreaterThan(0)
  })
})

describe('R13 states', () => {
  test.each([
    ['a:focus{}', 'a:is(:focus,[alongside-focus],[alongside-focus-host]){}'],
    ['a:not(:focus-visible),b{}', 'a:not(:is(:focus-visible,[alongside-focus-visible])),b{}'],
    ['a:focus-within b{}', 'a:is(:focus-within,[alongside-focus-within]) b{}'],
    ['a:HOVER{}', 'a:is(:hover,[alongside-hover],[alongside-over]){}'],
    ['a:active{}', 'a:is(:active,[alongside-active]){}'],
    ['a:visited,a:link{}', 'a:not(*),a:any-link{}'],
    ['b:user-invalid{}', 'b:is(:user-invalid,:where([alongside-used]):invalid){}'],
    ['::-webkit-scrollbar-thumb:hover{}', '::-webkit-scrollbar-thumb:hover{}'],
    ['::part(x):focus:hover{}', '::part(x):focus:hover{}'],
    ['::slotted(a:active){}', '::slotted(a:is(:active,[alongside-active])){}'],
    ['a{animation:focus 1s}', 'a{animation:focus 1s}'],
    ['.focus\\:ring{}', '.focus\\:ring{}'],
    ['.focus\\:ring:focus{}', '.focus\\:ring:is(:focus,[alongside-focus],[alongside-focus-host]){}'],
    ['a[title=":focus"]{}', 'a[title=":focus"]{}'],
  ])('R13 %s', (css, expected) => {
    expect(rewrite(css)).toBe(expected)
  })
})

describe('R23 attributes as written', () => {
  test.each([
    ['a[target=_blank]{}', 'a[alongside-was-target=_blank i]{}'],
    ['a[rel~="x" s]{}', 'a[alongside-was-rel~="x" s]{}'],
    ['[src="a]b"]{}', ':is([alongside-was-src="a]b"],:where(:not([alongside-was-src]))[src="a]b"]){}'],
    [
      '[style]:not([href^="/"]){}',
      ':is([alongside-was-style],:where(:not([alongside-was-style]))[style]):not(:is([alongside-was-href^="/"],:where(:not([alongside-was-href]))[href^="/"])){}',
    ],
    ['[class=src]{}', '[class=src]{}'],
    ['a{grid-template-columns:[src] 1fr}', 'a{grid-template-columns:[src] 1fr}'],
    ['a::after{content:attr(target)}', 'a::after{content:attr(alongside-was-target)}'],
    ['a::after{content:attr(href)}', 'a::after{content:attr(href)}'],
  ])('R23 %s', (css, expected) => {
    expect(rewrite(css)).toBe(expected)
  })
})

describe('R11 URLs', () => {
  test.each([
    ['x.png', 'image', 'https://shop.example/css/x.png'],
    ['java\nscript:alert(1)', 'link', null],
    [' \u0001javascript:alert(1)', 'link', null],
    ['vbscript:x', 'link', null],
    ['data:text/html,x', 'link', null],
    ['data:image/png;base64,AA', 'image', 'data:image/png;base64,AA'],
    ['data:image/png;base64,AA', 'link', null],
    ['data:text/html,x', 'image', null],
    ['data:font/woff2;base64,AA', 'css', 'data:font/woff2;base64,AA'],
    ['https://shop.example/css/site.css#gradient', 'css', '#gradient'],
    ['https://shop.example/css/site.css?query#gradient', 'reference', '#gradient'],
    ['https://shop.example/css/site.css#place', 'link', 'https://shop.example/css/site.css#place'],
    ['https://shop.example/other#gradient', 'css', 'https://shop.example/other#gradient'],
    ['data:n/a;base64,AA', 'css', 'data:n/a;base64,AA'],
    ['data:;base64,AA', 'css', 'data:;base64,AA'],
    ['blob:https://shop.example/1', 'image', 'blob:https://shop.example/1'],
    ['blob:https://shop.example/1', 'css', 'blob:https://shop.example/1'],
    ['blob:https://shop.example/1', 'link', null],
    ['blob:https://shop.example/1', 'reference', null],
    ['filesystem:https://x/y', 'media', null],
    ['mailto:a@b.example', 'link', 'mailto:a@b.example'],
    ['http://[', 'link', null],
  ] as const)('R11 %j as %s', (raw, use, expected) => {
    expect(resolveUrl(raw, BASE, use)).toBe(expected)
  })

  test.each([
    ['commas', ','],
    ['commas in an address', 'a,,,,'],
    ['spaces', ' '],
    ['open brackets', ' ('],
  ])('R11 R20 the time for %s in a srcset grows with their number only', (_name, part) => {
    expect(resolveSrcset(`a ${part.repeat(400_000)}) b, c`, BASE)).toContain('https://shop.example/css/')
  })

  test('R11 each candidate of a srcset is checked', () => {
    expect(resolveSrcset('a.png 1x, javascript:alert(1) 2x, data:image/png;base64,A,B 3x,b.png', BASE)).toBe(
      'https://shop.example/css/a.png 1x, data:image/png;base64,A,B 3x, https://shop.example/css/b.png',
    )
  })
})
