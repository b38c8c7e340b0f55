import { setTags } from '../../domain/casework/tags/set-tags.ts';
import type { Outcome, Posted } from './posted-form.ts';
import { given, outcomeOf, run } from './run-operation.ts';
import { takeOffField, tagsForm } from './tags-panel.tsx';

/** Adds the tag that was chosen or written, or takes off the one whose button was pressed. */
export const postTags = async (posted: Posted): Promise<Outcome> => {
  const remove = given(posted, takeOffField);
  const add = ['tag', 'add'].map((name) => given(posted, name)).filter((text) => text !== '');
  return outcomeOf(
    tagsForm,
    setTags,
    await run(posted, setTags, remove === '' ? { add } : { remove: [remove] }),
  );
};
