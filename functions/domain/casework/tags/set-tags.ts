import * as z from 'zod';
import { everybody, type PermissionRow } from '../../authorization/permissions.ts';
import { changeCase } from '../change/change-case.ts';
import { caseOperation, changedAnswer, changedTo } from '../change/operation.ts';
import { mostTags, tagsAfter, tagTexts } from './tag.ts';

type TagRefusal = { readonly kind: 'too-many-tags' } | { readonly kind: 'nothing-new' };

// Sorts cases for the team; it gives and takes nobody's access. Who has not opened a case writes nothing into it.
const permission: PermissionRow = { roles: everybody };

/** Adds tags to a case and takes some off. They stand in its brief, where whoever may see the case sees them. */
export const setTags = caseOperation<TagRefusal>()({
  name: 'set-tags',
  path: '/tags',
  summary:
    'Add tags to the case and take some off: names of the settings’ tags or words of your own. What is in both lists is taken off. Shown in the queue and on the case, never to the reporter.',
  permission,
  input: z
    .strictObject({ add: tagTexts.default([]), remove: tagTexts.default([]) })
    .refine(({ add, remove }) => add.length + remove.length > 0, {
      path: ['add'],
      message: 'Name a tag to add or to take off.',
    }),
  ...changedAnswer,
  perform: async (context, caseId, wanted) => {
    const result = await changeCase<TagRefusal>(context, caseId, permission, ({ brief }) => {
      const { tags: before = [] } = brief;
      const tags = tagsAfter(context.settings, before, wanted);
      if (tags.length > mostTags) return { refusal: { kind: 'too-many-tags' } };
      const added = tags.filter((tag) => !before.includes(tag)).length;
      const removed = before.filter((tag) => !tags.includes(tag)).length;
      if (added + removed === 0) return { refusal: { kind: 'nothing-new' } };
      // A tag of their own can name somebody: the log counts.
      const detail = `${added} added, ${removed} taken off`;
      return { edit: { audit: { action: 'tags-set', detail }, brief: { ...brief, tags: [...tags] } } };
    });
    return changedTo<TagRefusal>(caseId, result);
  },
  problems: {
    'too-many-tags': {
      is: 'conflict',
      code: 'too-many-tags',
      detail: `A case has at most ${mostTags} tags. Take one off first.`,
    },
    'nothing-new': {
      is: 'conflict',
      code: 'nothing-new',
      detail: 'The case has these tags already, or none of those to take off.',
    },
  },
  audit: { 'tags-set': { says: 'Changed the tags', detail: 'as-it-is' } },
  news: { did: 'tags', says: 'The tags are kept. Everybody who may see the case sees them.', at: '#tags' },
  doneBefore: ['nothing-new'],
  example: { add: ['Needs a translator'] },
});
