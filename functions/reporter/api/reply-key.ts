import { createHash } from 'node:crypto';
import type { ChosenFiles } from '../../domain/attachment/chosen-files.ts';

/** The same key with another text or other files is another message. */
export const replyKeyOf = (given: string, text: string, files: ChosenFiles): string => {
  const chosen = files.map(({ reference, name = '', keepOriginal = false }) => [
    reference.split('.')[0],
    name,
    keepOriginal,
  ]);
  // Without files it is as it was before there were any.
  const canonical = [given, text, ...(chosen.length > 0 ? [chosen] : [])];
  return createHash('sha256').update(JSON.stringify(canonical)).digest('base64url').slice(0, 22);
};
