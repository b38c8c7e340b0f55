import type { KnownNames } from './known-names.ts';

/** What shows text and pictures in HTML (WHATWG, and what XHTML 1.1 had besides); nothing that runs or sends. */
export const xhtmlNames: KnownNames = {
  'http://www.w3.org/1999/xhtml': {
    elements: `
      a abbr acronym address area article aside audio b bdi bdo big blockquote body br button canvas caption center cite
      code col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer
      form h1 h2 h3 h4 h5 h6 head header hgroup hr html i img input ins kbd label legend li link main map mark menu
      meta meter nav noscript ol optgroup option output p picture pre progress q rb rp rt rtc ruby s samp search section
      select slot small source span strike strong style sub summary sup table tbody td textarea tfoot th thead time title
      tr track tt u ul var video wbr
    `,
    attributes: `
      abbr align alt autoplay axis bgcolor border cellpadding cellspacing char charoff charset checked class clear color
      cols colspan compact content controls coords default dir disabled face for frame frameborder headers height hidden
      high href hreflang hspace http-equiv id inputmode ismap kind label lang link loop low max maxlength media min
      multiple muted name noshade nowrap open optimum pattern placeholder poster preload readonly rel rev reversed role
      rows rowspan rules scope selected shape size sizes span src srclang srcset start step style summary tabindex target
      text title translate type usemap valign value version vlink vspace width wrap
    `,
  },
  'http://www.idpf.org/2007/ops': { elements: 'switch case default', attributes: 'type prefix' },
  'http://www.w3.org/1998/Math/MathML': {
    elements: `
      annotation annotation-xml maction maligngroup malignmark math menclose merror mfenced mfrac mglyph mi mlabeledtr
      mlongdiv mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mscarries mscarry msgroup msline
      mspace msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics
    `,
    attributes: `
      accent accentunder align alttext bevelled charalign class close columnalign columnlines columnspacing columnspan
      depth dir display displaystyle encoding fence fontstyle form frame height id largeop linethickness lspace
      mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation numalign open rowalign
      rowlines rowspacing rowspan rspace scriptlevel separator separators stretchy style subscriptshift superscriptshift
      symmetric voffset width xref
    `,
  },
};

/** The table of contents of EPUB 2 (ANSI/NISO Z39.86-2005 §8). */
export const ncxNames: KnownNames = {
  'http://www.daisy.org/z3986/2005/ncx/': {
    elements: `
      audio content docTitle head img meta navInfo navLabel navList navMap navPoint navTarget ncx pageList pageTarget
      text
    `,
    attributes: 'class clipBegin clipEnd content dir id name playOrder scheme src type value version',
  },
};

/** Speech that goes along with a text (EPUB Media Overlays 3.3). */
export const overlayNames: KnownNames = {
  'http://www.w3.org/ns/SMIL': {
    elements: 'audio body par seq smil text',
    attributes: 'clipBegin clipEnd id src version',
  },
  'http://www.idpf.org/2007/ops': { elements: '', attributes: 'textref type' },
};
