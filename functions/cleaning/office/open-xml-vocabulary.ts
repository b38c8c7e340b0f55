import { drawingNames } from './names/drawing-names.ts';
import { Vocabulary } from './names/known-names.ts';
import { microsoftNames } from './names/microsoft-names.ts';
import { presentationNames } from './names/presentation-names.ts';
import { sheetNames } from './names/sheet-names.ts';
import { vmlNames } from './names/vml-names.ts';
import { wordNames } from './names/word-names.ts';

export const openXmlVocabulary = new Vocabulary(
  wordNames,
  sheetNames,
  presentationNames,
  drawingNames,
  vmlNames,
  microsoftNames,
);

/**
 * Extensions that show something: conditional formats, sparklines and validations of Excel 2010, vector pictures, films
 * of PowerPoint 2010, the drawing of a diagram, threads of comments.
 */
export const keptExtensions: ReadonlySet<string> = new Set([
  '{78C0D931-6437-407d-A8EE-F0AAD7539E65}',
  '{B025F937-C7B1-47D3-B67F-A62EFF666E3E}',
  '{05C60535-1F16-4fd2-B633-F4F36F0B64E0}',
  '{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}',
  '{96DAC541-7B7A-43D3-8B79-37D633B846F1}',
  '{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}',
  '{C676402C-5697-4E1C-873F-D02D1690AC5C}',
  'http://schemas.microsoft.com/office/drawing/2008/diagram',
]);

const main = 'http://schemas.openxmlformats.org';
const content: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    `${main}/wordprocessingml/2006/main`,
    new Set(['t', 'p', 'tbl', 'drawing', 'pict', 'object', 'sym', 'delText']),
  ],
  [`${main}/spreadsheetml/2006/main`, new Set(['c', 'v', 'f', 't', 'row', 'sheet', 'si'])],
  [`${main}/presentationml/2006/main`, new Set(['sp', 'pic', 'sldId', 'graphicFrame', 'text'])],
  [`${main}/drawingml/2006/main`, new Set(['t', 'blip', 'p'])],
  [`${main}/officeDocument/2006/math`, new Set(['t'])],
]);

/** Whether an element is what a reader sees, and not how it is laid out. */
export const isContent = (namespace: string, local: string): boolean =>
  content.get(namespace)?.has(local) === true;
