import {
  doorAct,
  doorActNames,
  doorFactNames,
  type DoorAct,
  type DoorActName,
} from '../../domain/door/door-act.ts';
import { textProblemOf, withoutUnsafeCharacters } from '../../domain/kernel/text.ts';
import { chosenFilesOf, formFilesOf, type FormFiles } from '../../reporter/files/form-files.ts';
import type { PageProblem } from '../../reporter/ui/layout.tsx';
import type { Page } from '../../reporter/ui/page.ts';
import type { FormFields } from '../../web/request/request-body.ts';
import type { DoorMessages } from '../locales/en.ts';

/** The form for an act, as it was filled in; nothing of it has been checked. */
export type KeptAct = {
  readonly act: DoorActName;
  /** What it is about, by the names of the facts. */
  readonly facts: Readonly<Record<string, string>>;
  readonly text: string;
  /** Makes sending the form twice one entry. */
  readonly key: string;
  readonly files: FormFiles;
};

/** Characters that are kept of a fact; more than any that is accepted has. */
const longestFact = 8 * 1024;

/** @returns `undefined` for a form that is for no act */
export const keptActOf = (fields: FormFields, key: Uint8Array): KeptAct | undefined => {
  const act = doorActNames.find((name) => name === fields.get('act'));
  if (act === undefined) return undefined;
  const facts = doorFactNames.flatMap((name) => {
    const value = withoutUnsafeCharacters((fields.get(name) ?? '').slice(0, longestFact));
    return value === '' ? [] : [[name, value] as const];
  });
  return {
    act,
    facts: Object.fromEntries(facts),
    text: withoutUnsafeCharacters(fields.get('text') ?? ''),
    key: Buffer.from(key).toString('base64url'),
    files: formFilesOf(fields),
  };
};

/** The act as it is written down, or what has to be filled in or changed. @param typed the text as it came */
export const checkAct = (
  { messages }: Page,
  said: DoorMessages,
  { act, facts, files }: KeptAct,
  typed: string,
): { readonly given: DoorAct } | { readonly problems: readonly PageProblem[] } => {
  const given = doorAct.safeParse({ act, facts, text: typed, attachments: chosenFilesOf(files) });
  if (given.success) return { given: given.data };
  const problems = given.error.issues.map((issue): PageProblem => {
    const field = String(issue.path.at(-1) ?? 'text');
    const problem = textProblemOf(issue);
    if (problem) return { field, text: messages.textProblem(problem) };
    return field === 'ground'
      ? { field, text: messages.safety.appeal.needGround }
      : { field: 'text', text: said.acts.notOffered };
  });
  return { problems };
};
