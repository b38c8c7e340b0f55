import type { KnownNames } from './known-names.ts';

/** Elements and attributes of DrawingML (ECMA-376 part 1, §20 and §21). */
export const drawingNames: KnownNames = {
  'http://schemas.openxmlformats.org/drawingml/2006/main': {
    elements: `
      accent1 accent2 accent3 accent4 accent5 accent6 ahLst ahPolar ahXY alpha alphaBiLevel alphaCeiling alphaFloor
      alphaInv alphaMod alphaModFix alphaOff alphaOutset alphaRepl anchor arcTo audioCd audioFile avLst backdrop
      band1H band1V band2H band2V bevel bevelB bevelT bgClr bgFillStyleLst biLevel bldChart bldDgm blend blip
      blipFill blue blueMod blueOff blur bodyPr bottom br buAutoNum buBlip buChar buClr buClrTx buFont buFontTx
      buNone buSzPct buSzPts buSzTx cNvCxnSpPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr camera cell3D
      chExt chOff chart close clrChange clrFrom clrMap clrRepl clrScheme clrTo comp cont contourClr cpLocks cs
      cubicBezTo custClr custClrLst custDash custGeom cxn cxnLst cxnSp cxnSpLocks defPPr defRPr dgm dk1 dk2 ds
      duotone ea effect effectDag effectLst effectRef effectStyle effectStyleLst end endCxn endParaRPr ext extLst
      extraClrScheme extraClrSchemeLst extrusionClr fgClr fill fillOverlay fillRect fillRef fillStyleLst fillToRect
      firstCol firstRow flatTx fld fmtScheme folHlink font fontRef fontScheme gamma gd gdLst glow gradFill graphic
      graphicData graphicFrame graphicFrameLocks gray grayscl green greenMod greenOff gridCol grpFill grpSp
      grpSpLocks grpSpPr gs gsLst headEnd header headers highlight hlink hlinkClick hlinkHover hlinkMouseOver hsl
      hslClr hue hueMod hueOff innerShdw insideH insideV inv invGamma lastCol lastRow latin left lightRig lin ln lnB
      lnBlToTr lnDef lnL lnR lnRef lnSpc lnStyleLst lnT lnTlToBr lnTo lstStyle lt1 lt2 lum lumMod lumOff lvl1pPr
      lvl2pPr lvl3pPr lvl4pPr lvl5pPr lvl6pPr lvl7pPr lvl8pPr lvl9pPr majorFont masterClrMapping minorFont miter
      moveTo neCell noAutofit noFill norm normAutofit nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPicPr nvSpPr nwCell
      objectDefaults off outerShdw overrideClrMapping p pPr path pathLst pattFill pic picLocks pos prstClr prstDash
      prstGeom prstShdw prstTxWarp pt quadBezTo quickTimeFile r rPr rect red redMod redOff reflection relOff right
      rot round rtl sat satMod satOff scene3d schemeClr scrgbClr seCell shade snd softEdge solidFill sp sp3d
      spAutoFit spDef spLocks spPr spcAft spcBef spcPct spcPts srcRect srgbClr st stCxn stretch style swCell sx sy
      sym sysClr t tab tabLst tableStyle tableStyleId tailEnd tbl tblBg tblGrid tblPr tblStyle tblStyleLst tc tcBdr
      tcPr tcStyle tcTxStyle theme themeElements themeManager themeOverride tile tileRect tint tl2br top tr tr2bl
      txBody txDef txSp uFill uFillTx uLn uLnTx up useSpRect videoFile wavAudioFile wholeTbl xfrm
    `,
    attributes: `
      a accent1 accent2 accent3 accent4 accent5 accent6 action algn altLang amt anchor anchorCtr ang animBg b bIns
      bandCol bandRow baseline bg1 bg2 bld bldStep blend blurRad bmk bright bwMode cap categoryIdx char charset cmpd
      compatLnSpc contentType contourW contrast cstate cx cy d def defTabSz descr dir dirty dist dpi dx dy dz
      eaLnBrk endA endPos endSnd err extrusionH extrusionOk fadeDir fill firstCol firstRow flip flipH flipV fmla
      folHlink fontAlgn fontScale forceAA fov fromWordArt g gdRefAng gdRefR gdRefX gdRefY gridSpan grow h hMerge hR
      hangingPunct hidden highlightClick history hlink horzOverflow hue i id idx indent invalidUrl isComment kern
      kumimoji kx ky l lIns lang lastClr lastCol lastRow lat latinLnBrk len lim lnSpcReduction lon lum lvl marB marL
      marR marT maxAng maxR maxX maxY minAng minR minX minY n name noAdjustHandles noChangeArrowheads noChangeAspect
      noChangeShapeType noCrop noDrilldown noEditPoints noGrp noMove noProof noResize noRot noSelect noTextEdit
      noUngrp normalizeH numCol panose path pitchFamily pos preferRelativeResize prst prstMaterial r rIns rad ref
      rev rig rot rotWithShape rowSpan rtl rtlCol sat scaled script seriesIdx smtClean smtId sp spc spcCol
      spcFirstLastPara stA stAng stPos startAt strike stroke styleId styleName swAng sx sy sz t tIns tgtFrame thresh
      time title tooltip track tx tx1 tx2 txBox ty type typeface u upright uri useA vMerge val vert vertOverflow w
      wR wrap x y z zoom
    `,
  },
  'http://schemas.openxmlformats.org/drawingml/2006/picture': {
    elements: `
      blipFill cNvPicPr cNvPr nvPicPr pic spPr
    `,
    attributes: ``,
  },
  'http://schemas.openxmlformats.org/drawingml/2006/chart': {
    elements: `
      applyToEnd applyToFront applyToSides area3DChart areaChart auto autoTitleDeleted autoUpdate axId axPos
      backWall backward bandFmt bandFmts bar3DChart barChart barDir baseTimeUnit bubble3D bubbleChart bubbleScale
      bubbleSize builtInUnit cat catAx chart chartObject chartSpace clrMapOvr crossAx crossBetween crosses crossesAt
      custSplit custUnit dLbl dLblPos dLbls dPt dTable data date1904 dateAx delete depthPercent dispBlanksAs dispEq
      dispRSqr dispUnits dispUnitsLbl doughnutChart downBars dropLines errBarType errBars errDir errValType
      evenFooter evenHeader explosion ext extLst externalData f firstFooter firstHeader firstSliceAng floor fmtId
      formatCode formatting forward gapDepth gapWidth grouping h hMode hPercent headerFooter hiLowLines holeSize idx
      intercept invertIfNegative lang layout layoutTarget lblAlgn lblOffset leaderLines legacyDrawingHF legend
      legendEntry legendPos line3DChart lineChart logBase lvl majorGridlines majorTickMark majorTimeUnit majorUnit
      manualLayout marker max min minorGridlines minorTickMark minorTimeUnit minorUnit minus multiLvlStrCache
      multiLvlStrRef name noEndCap noMultiLvlLbl numCache numFmt numLit numRef oddFooter oddHeader ofPieChart
      ofPieType order orientation overlap overlay pageMargins pageSetup period perspective pictureFormat
      pictureOptions pictureStackUnit pie3DChart pieChart pivotFmt pivotFmts pivotSource plotArea plotVisOnly plus
      printSettings protection pt ptCount rAngAx radarChart radarStyle rich rotX rotY roundedCorners scaling
      scatterChart scatterStyle secondPiePt secondPieSize selection separator ser serAx serLines shape
      showBubbleSize showCatName showDLblsOverMax showHorzBorder showKeys showLeaderLines showLegendKey
      showNegBubbles showOutline showPercent showSerName showVal showVertBorder sideWall size sizeRepresents smooth
      spPr splitPos splitType stockChart strCache strLit strRef style surface3DChart surfaceChart symbol thickness
      tickLblPos tickLblSkip tickMarkSkip title trendline trendlineLbl trendlineType tx txPr upBars upDownBars
      userInterface userShapes v val valAx varyColors view3D w wMode wireframe x xMode xVal y yMode yVal
    `,
    attributes: `
      alignWithMargins b blackAndWhite copies differentFirst differentOddEven draft firstPageNumber footer
      formatCode header horizontalDpi idx l orientation paperHeight paperSize paperWidth r sourceLinked t uri
      useFirstPageNumber val verticalDpi
    `,
  },
  'http://schemas.openxmlformats.org/drawingml/2006/chartDrawing': {
    elements: `
      absSizeAnchor blipFill cNvCxnSpPr cNvGraphicFramePr cNvGrpSpPr cNvPicPr cNvPr cNvSpPr cxnSp ext from
      graphicFrame grpSp grpSpPr nvCxnSpPr nvGraphicFramePr nvGrpSpPr nvPicPr nvSpPr pic relSizeAnchor sp spPr style
      to txBody x xfrm y
    `,
    attributes: `
      fLocksText fPublished macro textlink
    `,
  },
  'http://schemas.openxmlformats.org/drawingml/2006/diagram': {
    elements: `
      adj adjLst alg animLvl animOne bg bulletEnabled cat catLst chMax chPref choose clrData colorsDef colorsDefHdr
      colorsDefHdrLst constr constrLst cxn cxnLst dataModel desc dir effectClrLst else extLst fillClrLst forEach
      hierBranch if layoutDef layoutDefHdr layoutDefHdrLst layoutNode linClrLst orgChart param prSet presLayoutVars
      presOf pt ptLst relIds resizeHandles rule ruleLst sampData scene3d shape sp3d spPr style styleData styleDef
      styleDefHdr styleDefHdrLst styleLbl t title txEffectClrLst txFillClrLst txLinClrLst txPr varLst whole
    `,
    attributes: `
      arg axis blipPhldr chOrder cnt coherent3DOff csCatId csTypeId custAng custFlipHor custFlipVert
      custLinFactNeighborX custLinFactNeighborY custLinFactX custLinFactY custRadScaleInc custRadScaleRad custScaleX
      custScaleY custSzX custSzY custT cxnId defStyle destId destOrd fact for forName func hideGeom hideLastTrans
      hueDir idx lang lkTxEntry loCatId loTypeId max meth minVer modelId moveWith name op parTransId phldr phldrT
      presAssocID presId presName presStyleCnt presStyleIdx presStyleLbl pri ptType qsCatId qsTypeId ref refFor
      refForName refPtType refType resId rev rot sibTransId srcId srcOrd st step styleLbl type uniqueId useDef val
      zOrderOff
    `,
  },
  'http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas': {
    elements: `
      lockedCanvas
    `,
    attributes: ``,
  },
};
