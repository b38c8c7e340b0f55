import { isPrivatePath } from '../public-address.ts';

const longestName = 2000;
const extension =
  /\.(jpe?g|jfif|png|gif|bmp|tiff?|webp|heic|heif|avif|svgz?|emf|wmf|pdf|docx?|xlsx?|pptx?|od[tspg]|mp4|mov|m4a|mp3|wav|dng|raw|cr2|nef|psd|ai|eps)\b/i;
const time = /\d{4}[-_.:]?(0[1-9]|1[0-2])[-_.:]?([0-2]\d|3[01])|\b\d{1,2}[:.h]\d{2}([:.]\d{2})?\b/;

/**
 * Whether an alternative text is the name of the file that a picture came from, and not a text that somebody wrote: it
 * ends as files do, is a path, or is a single word with a time in it.
 */
export const isFileLike = (text: string): boolean => {
  const short = text.slice(0, longestName);
  if (isPrivatePath(short) || extension.test(short)) return true;
  return time.test(short) && !/\S\s+\S+\s+\S+\s+\S/.test(short);
};

const usual =
  /^(Picture|Image|Graphic|Graphics|Object|Chart|Diagram|Text ?Box|TextBox|Shape|Group|Rectangle|Frame|Drawing|Content Placeholder|Title|Subtitle|PlaceHolder|Placeholder|Table|Line|Oval|Bild|Grafik|Imagen|صورة) ?\d{0,6}$/i;

/** A name for a drawing: those that programs give by themselves stay. */
export const nameOfDrawing = (name: string, number: string | undefined): string => {
  if (name === '' || usual.test(name)) return name;
  return /^\d{1,9}$/.test(number ?? '') ? `Picture ${number}` : 'Picture';
};
