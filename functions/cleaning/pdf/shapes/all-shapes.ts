import { actionShapes, annotationShapes } from './annotation-shapes.ts';
import { documentShapes } from './document-shapes.ts';
import { drawingShapes } from './drawing-shapes.ts';
import { fontShapes, structureShapes } from './font-shapes.ts';
import { pageShapes } from './page-shapes.ts';
import { all, dictionary, type Table } from './shape.ts';

/** Every dictionary that a cleaned PDF may hold, by name. */
export const allShapes: ReadonlyMap<string, Table> = new Map(
  Object.entries({
    ...documentShapes,
    ...pageShapes,
    ...drawingShapes,
    ...fontShapes,
    ...structureShapes,
    ...annotationShapes,
    ...actionShapes,
    'the filter parameters': dictionary({
      ...all('number', 'Predictor', 'Colors', 'BitsPerComponent', 'Columns', 'EarlyChange'),
      ...all('number', 'K', 'Rows', 'DamagedRowsBeforeError', 'ColorTransform'),
      ...all('boolean', 'EndOfLine', 'EncodedByteAlign', 'EndOfBlock', 'BlackIs1'),
      JBIG2Globals: 'the glyph map',
      ...all('name', 'Type', 'Name'),
    }),
  }),
);
