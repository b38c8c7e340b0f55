import type { Handle } from '../../domain/decision/respondent.ts';

/** Accounts as a form has them: one on a line, the platform before the first colon. */
export const handlesText = (handles: readonly Handle[]): string =>
  handles.map(({ platform, handle }) => `${platform}: ${handle}`).join('\n');

/** What to do when a line cannot be read. */
export const wrongHandle =
  'Write each on a line of its own: the platform, a colon, the name, as in “chat: robin”.';

/** @returns `undefined` when a line is no account */
export const handlesIn = (text: string): Handle[] | undefined => {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const handles = lines.flatMap((line) => {
    const [, platform = '', handle = ''] = /^([^:]*):(.*)$/.exec(line) ?? [];
    return platform.trim() === '' || handle.trim() === ''
      ? []
      : [{ platform: platform.trim(), handle: handle.trim() }];
  });
  return handles.length === lines.length ? handles : undefined;
};
