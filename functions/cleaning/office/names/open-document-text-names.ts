import type { KnownNames } from './known-names.ts';

/** Elements and attributes of OpenDocument for text, tables, forms and the document itself (version 1.2 part 1). */
export const openDocumentTextNames: KnownNames = {
  'urn:oasis:names:tc:opendocument:xmlns:form:1.0': {
    elements: `
      button checkbox column combobox connection-resource date file fixed-text form formatted-text frame
      generic-control grid hidden image image-frame item list-property list-value listbox number option password
      properties property radio text textarea time value-range
    `,
    attributes: `
      allow-deletes allow-inserts allow-updates apply-design-mode apply-filter auto-complete automatic-focus
      bound-column button-type command command-type control-implementation convert-empty-to-null current-selected
      current-state current-value data-field datasource default-button delay-for-repeat detail-fields disabled
      dropdown echo-char enctype escape-processing filter focus-on-click for id ignore-result image-align image-data
      image-position is-tristate label linked-cell list-linkage-type list-source list-source-type master-fields
      max-length max-value method min-value multi-line multiple name navigation-mode order orientation
      page-step-size printable property-name readonly repeat selected size source-cell-range spin-button state
      step-size tab-cycle tab-index tab-stop text-style-name title toggle validation value visual-effect
      xforms-list-source xforms-submission
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:office:1.0': {
    elements: `
      annotation annotation-end automatic-styles binary-data body change-info chart dde-source document
      document-content document-meta document-settings document-styles drawing event-listeners font-face-decls forms
      image master-styles meta presentation script scripts settings spreadsheet styles text
    `,
    attributes: `
      automatic-update boolean-value conversion-mode currency date-value dde-application dde-item dde-topic display
      mimetype name server-map string-value target-frame target-frame-name time-value title value value-type version
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:table:1.0': {
    elements: `
      background body calculation-settings cell-address cell-content-change cell-content-deletion cell-range-source
      change-deletion change-track-table-cell consolidation content-validation content-validations
      covered-table-cell cut-offs data-pilot-display-info data-pilot-field data-pilot-field-reference
      data-pilot-group data-pilot-group-member data-pilot-groups data-pilot-layout-info data-pilot-level
      data-pilot-member data-pilot-members data-pilot-sort-info data-pilot-subtotal data-pilot-subtotals
      data-pilot-table data-pilot-tables database-range database-ranges database-source-query database-source-sql
      database-source-table dde-link dde-links deletion deletions dependencies dependency desc detective error-macro
      error-message even-columns even-rows filter filter-and filter-condition filter-or filter-set-item first-column
      first-row help-message highlighted-range insertion insertion-cut-off iteration label-range label-ranges
      last-column last-row movement movement-cut-off named-expression named-expressions named-range null-date
      odd-columns odd-rows operation previous scenario shapes sort sort-by sort-groups source-cell-range
      source-range-address source-service subtotal-field subtotal-rule subtotal-rules table table-cell table-column
      table-column-group table-columns table-header-columns table-header-rows table-row table-row-group table-rows
      table-source table-template target-range-address title tracked-changes
    `,
    attributes: `
      acceptance-state add-empty-lines algorithm align allow-empty-cell application-data automatic-find-labels
      base-cell-address bind-styles-to-content border-color border-model buttons case-sensitive cell-address
      cell-range cell-range-address column comment condition condition-source condition-source-range-address
      contains-error contains-header content-validation-name copy-back copy-formulas copy-styles count country
      data-cell-range-address data-field data-type database-name database-table-name date-end date-start date-value
      default-cell-style-name direction display display-border display-duplicates display-filter-buttons
      display-list display-member-mode drill-down-on-double-click embedded-number-behavior enabled end
      end-cell-address end-column end-position end-row end-table end-x end-y execute expression field-name
      field-number filter-name filter-options first-row-end-column first-row-start-column formula function
      grand-total group-by-field-number grouped-by has-persistent-data id identify-categories ignore-empty-rows
      index is-active is-data-layout-field is-selection is-sub-table label-cell-range-address language
      last-column-spanned last-row-end-column last-row-spanned last-row-start-column layout-mode link-to-source-data
      marked-invalid matrix-covered maximum-difference member-count member-name member-type message-type mode
      multi-deletion-spanned name null-year number-columns-repeated number-columns-spanned
      number-matrix-columns-spanned number-matrix-rows-spanned number-rows-repeated number-rows-spanned object-name
      on-update-keep-size on-update-keep-styles operator order orientation page-breaks-on-group-change
      paragraph-style-name parse-sql-statement password position precision-as-shown print print-ranges protect
      protected protection-key protection-key-digest-algorithm query-name range-usable-as refresh-delay
      rejecting-change-id rfc-language-tag row scenario-ranges script search-criteria-must-apply-to-whole-cell
      selected-page show-details show-empty show-filter-button sort-mode source-cell-range-addresses
      source-field-name source-name sql-statement start start-column start-position start-row start-table status
      step steps structure-protected style-name table table-background table-name target-cell-address
      target-range-address template-name title track-changes type use-banding-columns-styles use-banding-rows-styles
      use-first-column-styles use-first-row-styles use-labels use-last-column-styles use-last-row-styles
      use-regular-expressions use-wildcards used-hierarchy user-name value value-type visibility
    `,
  },
  'urn:oasis:names:tc:opendocument:xmlns:text:1.0': {
    elements: `
      a alphabetical-index alphabetical-index-auto-mark-file alphabetical-index-entry-template
      alphabetical-index-mark alphabetical-index-mark-end alphabetical-index-mark-start alphabetical-index-source
      author-initials author-name bibliography bibliography-configuration bibliography-entry-template
      bibliography-mark bibliography-source bookmark bookmark-end bookmark-ref bookmark-start change change-end
      change-start changed-region chapter character-count conditional-text creation-date creation-time creator
      database-display database-name database-next database-row-number database-row-select date dde-connection
      dde-connection-decl dde-connection-decls deletion description editing-cycles editing-duration execute-macro
      expression file-name format-change h hidden-paragraph hidden-text illustration-index
      illustration-index-entry-template illustration-index-source image-count index-body index-entry-bibliography
      index-entry-chapter index-entry-link-end index-entry-link-start index-entry-page-number index-entry-span
      index-entry-tab-stop index-entry-text index-source-style index-source-styles index-title index-title-template
      initial-creator insertion keywords line-break linenumbering-configuration linenumbering-separator list
      list-header list-item list-level-style-bullet list-level-style-image list-level-style-number list-style
      measure meta meta-field modification-date modification-time note note-body note-citation
      note-continuation-notice-backward note-continuation-notice-forward note-ref notes-configuration number
      numbered-paragraph object-count object-index object-index-entry-template object-index-source
      outline-level-style outline-style p page page-continuation page-count page-number page-sequence
      page-variable-get page-variable-set paragraph-count placeholder print-date print-time printed-by
      reference-mark reference-mark-end reference-mark-start reference-ref ruby ruby-base ruby-text s script section
      section-source sender-city sender-company sender-country sender-email sender-fax sender-firstname
      sender-initials sender-lastname sender-phone-private sender-phone-work sender-position sender-postal-code
      sender-state-or-province sender-street sender-title sequence sequence-decl sequence-decls sequence-ref
      sheet-name soft-page-break sort-key span subject tab table-count table-formula table-index
      table-index-entry-template table-index-source table-of-content table-of-content-entry-template
      table-of-content-source template-name text-input time title toc-mark toc-mark-end toc-mark-start
      tracked-changes user-defined user-field-decl user-field-decls user-field-get user-field-input user-index
      user-index-entry-template user-index-mark user-index-mark-end user-index-mark-start user-index-source
      variable-decl variable-decls variable-get variable-input variable-set word-count
    `,
    attributes: `
      active address alphabetical-separators anchor-page-number anchor-type animation animation-delay
      animation-direction animation-repeat animation-start-inside animation-steps animation-stop-inside annote
      author bibliography-data-field bibliography-type booktitle bullet-char bullet-relative-size c
      capitalize-entries caption-sequence-format caption-sequence-name change-id chapter citation-body-style-name
      citation-style-name class-names column-name combine-entries combine-entries-with-dash combine-entries-with-pp
      comma-separated cond-style-name condition connection-name consecutive-numbering continue-list
      continue-numbering copy-outline-levels count-empty-lines count-in-text-boxes current-value custom1 custom2
      custom3 custom4 custom5 database-name date-adjust date-value default-style-name description display
      display-levels display-outline-level dont-balance-text-columns duration edition editor filter-name fixed
      footnotes-position formula global howpublished id identifier ignore-case increment index-name index-scope
      institution is-hidden is-list-header isbn issn journal key key1 key1-phonetic key2 key2-phonetic kind label
      label-followed-by level line-break line-number list-id list-level-position-and-space-mode
      list-tab-stop-position main-entry main-entry-style-name master-page-name min-label-distance min-label-width
      month name note note-class number number-lines number-position numbered-entries offset organizations
      outline-level page-adjust pages placeholder-type prefix protected protection-key
      protection-key-digest-algorithm publisher ref-name reference-format relative-tab-stop-position report-type
      restart-numbering restart-on-page row-number school section-name select-page separation-character series
      sort-algorithm sort-ascending sort-by-position space-before start-numbering-at start-value string-value
      string-value-if-false string-value-if-true string-value-phonetic style-name style-override suffix tab-ref
      table-name table-type time-adjust time-value title track-changes url use-caption use-chart-objects
      use-draw-objects use-floating-frames use-graphics use-index-marks use-index-source-styles use-keys-as-entries
      use-math-objects use-objects use-other-objects use-outline-level use-soft-page-breaks use-spreadsheet-objects
      use-tables value visited-style-name volume year
    `,
  },
};
