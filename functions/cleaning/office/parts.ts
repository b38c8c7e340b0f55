import type { Cleaning } from '../cleaning.ts';
import type { FileType } from '../file-types.ts';
import { StopCleaning } from '../stop-cleaning.ts';
import { localName, rewriteXml } from './rewrite-xml.ts';
import { blankEmfDescription } from './emf.ts';

/** A path that begins on somebody's disk or file server, as Word, Excel and LibreOffice write them. */
export const isLocalPath = (value: string): boolean =>
  /^\s*(file:|[A-Za-z]:[\\/]|\\\\[^\\]+\\|\/(home|Users|root|mnt|media|Volumes)\/)/i.test(value);

const mediaTypes: readonly FileType[] = [
  'jpeg',
  'png',
  'gif',
  'webp',
  'mp4',
  'mov',
  'm4a',
  'mp3',
  'wav',
  'ogg',
];
const documentTypes: readonly FileType[] = ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'];

/** A part that is not XML of the document itself: a picture, film, sound, font or another document. */
export const cleanBinaryPart = async (name: string, content: Buffer, cleaning: Cleaning): Promise<Buffer> => {
  if (/\.(jpe?g|jpe|jfif|png|gif|webp|mp4|m4v|mov|m4a|mp3|wav|ogg|tmp)$/i.test(name)) {
    return cleaning.cleanPart(content, mediaTypes);
  }
  if (/\.(docx|xlsx|pptx|odt|ods|odp)$/i.test(name)) return cleaning.cleanPart(content, documentTypes);
  if (/\.svg$/i.test(name)) return cleanSvgPart(content, cleaning);
  if (/\.(odttf|fntdata|ttf|otf)$/i.test(name)) return content;
  if (/\.emf$/i.test(name)) {
    cleaning.remark('drawings');
    return blankEmfDescription(content, cleaning);
  }
  if (/\.wmf$/i.test(name)) {
    cleaning.remark('drawings');
    return content;
  }
  throw StopCleaning.because('embedded-file');
};

/** Inside a document no browser runs it, so that a drawing loses its editor's own elements and stays. */
const cleanSvgPart = (content: Buffer, cleaning: Cleaning): Buffer =>
  rewriteXml(content, {
    element: ({ name }) => {
      const isOwn = localName(name) === 'metadata' || /^(sodipodi|inkscape|rdf|cc|dc|script$)/.test(name);
      if (isOwn) cleaning.found('other-data');
      return isOwn ? 'drop' : 'keep';
    },
    attribute: ({ name, value }) => {
      if (/^(sodipodi|inkscape):/.test(name)) return undefined;
      if (!isLocalPath(value)) return value;
      cleaning.found('file-paths');
      return '';
    },
  });
