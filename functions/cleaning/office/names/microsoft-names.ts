import type { KnownNames } from './known-names.ts';

const microsoft = 'http://schemas.microsoft.com/office';
const shape =
  'bodyPr cNvCnPr cNvGrpSpPr cNvPr cNvSpPr cNvPicPr grpSp grpSpPr nvGrpSpPr nvSpPr sp spPr spTree style';

/**
 * Elements and attributes of Microsoft's extensions to ECMA-376 that show something or hold text ([MS-DOCX],
 * [MS-XLSX], [MS-PPTX], [MS-ODRAWXML]).
 */
export const microsoftNames: KnownNames = {
  'http://schemas.openxmlformats.org/markup-compatibility/2006': {
    elements: 'AlternateContent Choice Fallback',
    attributes: 'Requires Ignorable',
  },
  // VML of Excel stands in an element of no namespace, and its text boxes in a little HTML.
  '': { elements: 'xml div font br b i u span', attributes: 'style face size color' },
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main': {
    elements: '',
    attributes: 'dateCompatibility',
  },
  [`${microsoft}/word/2010/wordprocessingShape`]: {
    elements: `${shape} wsp txbx linkedTxbx cNvFrPr xfrm extLst`,
    attributes: 'id seq normalEastAsianFlow',
  },
  [`${microsoft}/word/2010/wordprocessingGroup`]: {
    elements: `${shape} wgp graphicFrame cNvFrPr xfrm`,
    attributes: 'id',
  },
  [`${microsoft}/word/2010/wordprocessingCanvas`]: {
    elements: 'wpc bg whole graphicFrame',
    attributes: '',
  },
  [`${microsoft}/word/2010/wordprocessingDrawing`]: {
    elements: 'sizeRelH sizeRelV pctWidth pctHeight pctPosHOffset pctPosVOffset',
    attributes: 'relativeFrom',
  },
  [`${microsoft}/drawing/2008/diagram`]: {
    elements: `${shape} drawing txBody txXfrm dataModelExt`,
    attributes: 'modelId relId minVer',
  },
  [`${microsoft}/drawing/2016/SVG/main`]: { elements: 'svgBlip', attributes: '' },
  [`${microsoft}/powerpoint/2010/main`]: {
    elements: `
      media trim conveyor doors ferris flash flip flythrough gallery glitter honeycomb pan prism reveal ripple shred
      switch vortex warp wheelReverse window fade
    `,
    attributes: 'bounceEnd dir dur end hasBounce isContent isInverted pattern presetBounceEnd st thruBlk',
  },
  [`${microsoft}/powerpoint/2012/main`]: {
    elements: 'prstTrans threadingInfo parentCm',
    attributes: 'prst invX invY authorId idx timeZoneBias',
  },
  [`${microsoft}/powerpoint/2018/8/main`]: {
    elements: 'authorLst author cmLst cm pos replyLst reply txBody unknownAnchor',
    attributes: 'id name initials userId providerId authorId created status complete title x y',
  },
  [`${microsoft}/powerpoint/2013/main/command`]: {
    elements: 'docMk docMkLst sldMk sldMkLst sldMasterMk sldLayoutMk',
    attributes: 'cId sldId',
  },
  [`${microsoft}/drawing/2013/main/command`]: {
    elements: 'deMkLst spMk picMk grpSpMk graphicFrameMk cxnSpMk txMkLst txMk txBodyMk tcMk context',
    attributes: 'id creationId cp len hash rowId colId',
  },
  [`${microsoft}/spreadsheetml/2018/threadedcomments`]: {
    elements: 'ThreadedComments threadedComment text mentions mention personList person',
    attributes: `
      ref dT personId id parentId done mentionpersonId mentionId startIndex length displayName userId providerId
    `,
  },
  [`${microsoft}/excel/2006/main`]: { elements: 'f sqref', attributes: '' },
  [`${microsoft}/spreadsheetml/2009/9/main`]: {
    elements: `
      conditionalFormattings conditionalFormatting cfRule colorScale dataBar iconSet cfIcon cfvo color fillColor
      borderColor negativeFillColor negativeBorderColor axisColor dxf dataValidations dataValidation formula1
      formula2 sparklineGroups sparklineGroup sparklines sparkline colorSeries colorNegative colorAxis colorMarkers
      colorFirst colorLast colorHigh colorLow id formControlPr itemLst item
    `,
    attributes: `
      type priority id stopIfTrue aboveAverage percent bottom operator text timePeriod rank stdDev equalAverage
      minLength maxLength showValue border gradient direction negativeBarColorSameAsPositive
      negativeBarBorderColorSameAsPositive axisPosition iconSet reverse custom iconId gte rgb theme tint indexed auto
      count disablePrompts allowBlank showInputMessage showErrorMessage errorStyle errorTitle error promptTitle prompt
      imeMode showDropDown lineWeight dateAxis displayEmptyCellsAs markers high low first last negative displayXAxis
      displayHidden minAxisType maxAxisType rightToLeft manualMax manualMin pivot objectType checked colored dropLines
      dropStyle dx firstButton fmlaGroup fmlaLink fmlaRange fmlaTxbx horiz inc justLastX lockText max min multiSel
      noThreeD noThreeD2 page sel seltype textHAlign textVAlign val widthMin editVal multiLine verticalBar
      passwordEdit
    `,
  },
  [`${microsoft}/spreadsheetml/2009/9/ac`]: { elements: '', attributes: 'dyDescent knownFonts' },
  [`${microsoft}/drawing/2010/main`]: { elements: 'm', attributes: '' },
  [`${microsoft}/drawing/2007/8/2/chart`]: { elements: 'style', attributes: '' },
};
