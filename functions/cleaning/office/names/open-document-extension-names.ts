import type { KnownNames } from './known-names.ts';

/** What LibreOffice writes beyond OpenDocument 1.2, and names of other standards that OpenDocument uses. */
export const openDocumentExtensionNames: KnownNames = {
  'urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0': {
    elements: `
      annotation graphic-properties p table table-columns table-column table-rows table-row table-cell theme
      theme-colors color complex-color transformation sender-initials content-control list-item
      fill-complex-color char-complex-color border-complex-color deletion insertion-style
    `,
    attributes: `
      color-lum-mod color-lum-off contextual-spacing decorative fill-use-slide-background glow-color glow-radius
      glow-transparency hyphenation-no-caps hyphenation-no-last-word hyphenation-word-char-count hyphenation-zone
      hyphenation-keep-type hyphenation-keep-line hyphenation-word-head margin-gutter num-list-format opacity resolved
      parent-name shadow-blur softedge-radius theme-color theme-type type value may-be-used-with-autoformat table-template-name char-shading-value tab-stop-distance
      word-spacing-minimum word-spacing-maximum letter-spacing-minimum letter-spacing-maximum rel-width-rel rel-height-rel text-content showing-place-holder
      checkbox checked checked-state unchecked-state table table-name blank-width-char wrap-influence-on-position allow-overlap repeat-item regular-expression is-list-header
    `,
  },
  'urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0': {
    elements: `
      conditional-formats conditional-format condition color-scale color-scale-entry data-bar formatting-entry icon-set
      date-is sparkline-groups sparkline-group sparklines sparkline sparkline-series-color sparkline-negative-color
      sparkline-axis-color sparkline-markers-color sparkline-first-color sparkline-last-color sparkline-high-color
      sparkline-low-color
    `,
    attributes: `
      value-type value apply-style-name base-cell-address target-range-address color type positive-color negative-color
      axis-color axis-position min-length max-length gradient show-value icon-set-type date style id data-range
      cell-address line-width date-axis display-empty-cells-as markers high low first last negative display-x-axis
      display-hidden min-axis-type max-axis-type right-to-left manual-max manual-min
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:style:1.0': {
    elements: 'header-first footer-first',
    attributes: 'contextual-spacing',
  },
  'urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0': {
    elements: 'fill-character',
    attributes:
      'min-decimal-places max-blank-integer-digits exponent-interval forced-exponent-sign max-numerator-value',
  },
  'urn:oasis:names:tc:opendocument:xmlns:meta:1.0': { elements: 'creator-initials', attributes: '' },
  'urn:oasis:names:tc:opendocument:xmlns:chart:1.0': {
    elements: '',
    attributes: `
      regression-force-intercept regression-intercept-value regression-max-degree regression-min-degree
      regression-moving-type regression-name regression-period data-label-series data-label-text
    `,
  },
  'http://openoffice.org/2009/office': { elements: 'annotation', attributes: '' },
  'http://openoffice.org/2009/table': {
    elements: '',
    attributes: 'tab-color show-details print-zoom language-of-parent filter-by-color',
  },
  'http://openoffice.org/2010/chart': {
    elements: '',
    attributes:
      'axis-position axis-label-position tick-mark-position auto-position hide-legend include-hidden-cells',
  },
  'http://openoffice.org/2010/draw': { elements: '', attributes: 'sub-view-size display extrusion-type' },
  'http://www.w3.org/TR/css3-text/': { elements: '', attributes: 'text-justify' },
  // Formulas name the language they are in by a prefix (OpenDocument 1.2 part 1, §19.642).
  'urn:oasis:names:tc:opendocument:xmlns:of:1.2': { elements: '', attributes: '' },
  'http://schemas.microsoft.com/office/excel/formula': { elements: '', attributes: '' },
  'http://openoffice.org/2004/office': { elements: '', attributes: '' },
  'http://openoffice.org/2004/calc': { elements: '', attributes: '' },
  'http://openoffice.org/2004/writer': { elements: '', attributes: '' },
  'http://www.w3.org/1999/xlink': { elements: '', attributes: 'href type show actuate' },
  'http://www.w3.org/1999/xhtml': { elements: '', attributes: 'class' },
  'http://purl.org/dc/elements/1.1/': { elements: 'creator date language', attributes: '' },
  'http://www.w3.org/1998/Math/MathML': {
    elements: `
      math annotation semantics mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom mfenced
      menclose msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd mlabeledtr
      maligngroup malignmark maction mglyph
    `,
    attributes: `
      accent accentunder align bevelled close columnalign columnspacing columnspan columnlines denomalign depth display
      displaystyle encoding fence fontfamily fontsize fontstyle fontweight form frame height largeop linethickness
      lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation numalign open
      rowalign rowlines rowspacing rowspan rspace scriptlevel selection separator separators stretchy symmetric voffset
      width
    `,
  },
};
