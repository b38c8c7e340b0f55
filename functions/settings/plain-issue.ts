import type * as z from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object in braces { }',
  record: 'an object in braces { }',
  array: 'a list in brackets [ ]',
  null: 'null',
};

const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  object: ['entry', 'entries'],
  record: ['entry', 'entries'],
};

const amount = (origin: string, count: number | bigint): string => {
  const [one, many] = units[origin] ?? ['', ''];
  const unit = Number(count) === 1 ? one : many;
  return unit === '' ? String(count) : `${count} ${unit}`;
};

/** What stands there, for whom a number in quotes looks like a number. */
const given = (input: unknown): string => {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  const kind = typeof input;
  if (kind === 'string') return 'a text in quotes';
  if (kind === 'object') return 'an object';
  if (kind === 'boolean') return input === true ? 'true' : 'false';
  return kind === 'number' ? 'a number' : 'something else';
};

/**
 * What is wrong, in a sentence for whom a schema has none of its own: handed to `safeParse` as `error`. It never repeats
 * a text that was given: it may be a secret.
 */
export const plainIssue: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = kinds[issue.expected] ?? 'something else';
      return issue.input === undefined
        ? `Is missing. Give ${wanted}.`
        : `Must be ${wanted}; it is ${given(issue.input)}.`;
    }
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) <= 1) return 'Must not be empty.';
      return `Must be at least ${amount(issue.origin, issue.minimum)}.`;
    case 'too_big':
      return `Must be at most ${amount(issue.origin, issue.maximum)}.`;
    case 'not_multiple_of':
      return `Must be a multiple of ${issue.divisor}.`;
    case 'invalid_value':
      return issue.input === undefined
        ? `Is missing. Give one of: ${issue.values.join(', ')}.`
        : `Must be ${issue.values.length === 1 ? '' : 'one of: '}${issue.values.join(', ')}.`;
    case 'invalid_key':
      return issue.issues.map(({ message }) => message).join(' ') || 'This name cannot be used.';
    case 'unrecognized_keys':
      return 'There is no such setting.';
    case 'invalid_format':
      return 'Is not written as it must be.';
    case 'custom':
    case 'invalid_element':
    case 'invalid_union':
      return 'Cannot be used as it is.';
  }
};
