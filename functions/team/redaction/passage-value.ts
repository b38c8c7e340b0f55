import type { Passage } from '../../domain/redaction/redaction.ts';

/** A passage as the value of a tick box. */
export const passageValue = ({ text, from, to }: Passage): string => `${text}/${from}/${to}`;

/** @returns `undefined` for a value that is none of ours */
export const passageIn = (value: string): Passage | undefined => {
  const [, text, from, to] = /^(.{1,64})\/(\d{1,7})\/(\d{1,7})$/s.exec(value) ?? [];
  return text === undefined ? undefined : { text, from: Number(from), to: Number(to) };
};
