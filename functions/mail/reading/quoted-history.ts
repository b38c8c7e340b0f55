import {
  isAttribution,
  isCertainAttribution,
  isDeviceLine,
  isForwardedMessage,
  isHeaderOfOriginal,
  isOriginalMessage,
} from './history-marks.ts';

/** Every line of a text, in one of three places. */
export type FoldedText = { readonly text: string; readonly quoted: string; readonly signature: string };

const isBlank = (line: string): boolean => line.trim() === '';
const isQuoted = (line: string): boolean => line.startsWith('>');
const joined = (lines: readonly string[]): string => lines.join('\n').trim();
const hasText = (lines: readonly string[]): boolean => lines.some((line) => !isBlank(line));

const longestSignatureLines = 15;
const longestSignature = 1_500;

/**
 * Folds away what a mail answers, and its signature. Evidence is quoted in the same ways as history: it is folded only where
 * the mail answers another one or a program's own words introduce it, where it is first or last, and never where
 * nothing would be left.
 */
export const foldHistory = (text: string, { isReply }: { readonly isReply: boolean }): FoldedText => {
  const lines = text.split('\n');
  const { kept, history } = withoutQuotation(lines, isReply);
  const { kept: words, signature } = withoutSignature(kept);
  // Some programs put the signature under the quotation.
  const above = history.length === 0 && signature.length > 0 ? withoutQuotation(words, isReply) : undefined;
  return {
    text: joined(above?.kept ?? words),
    quoted: joined(above?.history ?? history),
    signature: joined(signature),
  };
};

type Split = { readonly kept: readonly string[]; readonly history: readonly string[] };

const withoutQuotation = (lines: readonly string[], isReply: boolean): Split => {
  const original = isReply ? originalAt(lines) : -1;
  const kept = original > 0 ? lines.slice(0, original) : lines;
  const under = original > 0 ? lines.slice(original) : [];
  if (original > 0 && !hasText(kept)) return { kept: lines, history: [] };
  const split = withoutLastQuotation(kept, isReply) ??
    withoutFirstQuotation(kept, isReply) ?? { kept, history: [] };
  return { kept: split.kept, history: [...split.history, ...under] };
};

/** Where a program has put all of what is answered, without a sign before each line; -1 where it has not. */
const originalAt = (lines: readonly string[]): number => {
  let isForwarded = false;
  return lines.findIndex((line, index) => {
    // What is passed on is what the mail is about.
    isForwarded ||= isForwardedMessage(line);
    if (isForwarded) return false;
    if (isOriginalMessage(line)) return true;
    const next = lines.slice(index, index + 10);
    if (/^\s*[_-]{10,}\s*$/.test(line))
      return isHeaderOfOriginal(next.slice(1).filter((one) => !isBlank(one)));
    if (isHeaderOfOriginal(next)) return true;
    const [following = ''] = lines.slice(index + 1, index + 4).filter((one) => !isBlank(one));
    return isCertainAttribution(line) && !isQuoted(following) && following !== '';
  });
};

/** Where the lines begin that introduce what stands at `start`: up to three, with an empty one under them. */
const introducedAt = (lines: readonly string[], start: number): number | undefined => {
  let last = start - 1;
  while (last >= 0 && start - last <= 2 && isBlank(lines[last] ?? '')) last -= 1;
  for (let first = last; first >= 0 && first > last - 3; first -= 1)
    if (isAttribution(lines.slice(first, last + 1).join(' '))) return first;
  return undefined;
};

const withoutLastQuotation = (lines: readonly string[], isReply: boolean): Split | undefined => {
  let end = lines.length;
  while (end > 0 && isBlank(lines[end - 1] ?? '')) end -= 1;
  let start = end;
  while (start > 0 && (isQuoted(lines[start - 1] ?? '') || isBlank(lines[start - 1] ?? ''))) start -= 1;
  while (start < end && isBlank(lines[start] ?? '')) start += 1;
  if (start === end) return undefined;
  const introduced = introducedAt(lines, start);
  if (!isReply && introduced === undefined) return undefined;
  const kept = lines.slice(0, introduced ?? start);
  return hasText(kept) ? { kept, history: lines.slice(introduced ?? start) } : undefined;
};

/** An answer under the one quotation there is. */
const withoutFirstQuotation = (lines: readonly string[], isReply: boolean): Split | undefined => {
  if (!isReply) return undefined;
  const start = lines.findIndex(isQuoted);
  if (start < 0) return undefined;
  const introduced = introducedAt(lines, start) ?? start;
  if (hasText(lines.slice(0, introduced))) return undefined;
  let end = start;
  while (
    end < lines.length &&
    (isQuoted(lines[end] ?? '') || (isBlank(lines[end] ?? '') && isQuoted(lines[end + 1] ?? '')))
  )
    end += 1;
  const kept = lines.slice(end);
  if (!hasText(kept) || kept.some(isQuoted)) return undefined;
  return { kept, history: lines.slice(0, end) };
};

const withoutSignature = (
  lines: readonly string[],
): { readonly kept: readonly string[]; readonly signature: readonly string[] } => {
  const at = lines.findLastIndex((line) => /^--\s?$/.test(line));
  const under = lines.slice(at);
  const isSignature =
    at > 0 &&
    hasText(lines.slice(0, at)) &&
    under.length <= longestSignatureLines + 1 &&
    joined(under).length <= longestSignature;
  if (isSignature) return { kept: lines.slice(0, at), signature: under };
  const last = lines.findLastIndex((line) => !isBlank(line));
  if (last > 0 && isDeviceLine(lines[last] ?? '') && hasText(lines.slice(0, last)))
    return { kept: lines.slice(0, last), signature: lines.slice(last) };
  return { kept: lines, signature: [] };
};
