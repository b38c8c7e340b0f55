/**
 * The names of objects: `unfinished/<attachment id>/<number>` while an upload is under way, then
 * `kept/<attachment id>/<number>`. The id is random; nothing of a case stands in a name.
 */
export const unfinishedPrefix = 'unfinished/';
export const keptPrefix = 'kept/';

const idPattern = /^[\w-]{22}$/;

type Prefix = typeof unfinishedPrefix | typeof keptPrefix;

/** What the names of all chunks of an attachment begin with. @throws {RangeError} for what is no id */
export const attachmentPrefix = (prefix: Prefix, attachmentId: string): string => {
  if (!idPattern.test(attachmentId)) throw new RangeError('An attachment has an id of 128 random bits.');
  return `${prefix}${attachmentId}/`;
};

export const chunkName = (prefix: Prefix, attachmentId: string, number: number): string =>
  `${attachmentPrefix(prefix, attachmentId)}${number}`;
