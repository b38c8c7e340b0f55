import { sourcesFor } from '../../decision/letter-sources.ts';
import type { NarrativeSources } from '../../narrative/narrative-check.ts';
import { reporterThread } from '../../thread/thread-name.ts';
import type { CaseContext } from '../change/case-edit.ts';
import type { OpenCase } from '../change/open-case.ts';
import { openedEntries } from '../reading/opened-entries.ts';
import { readRecordsOf } from '../reading/read-records.ts';
import { respondentRecord } from '../record/decision-records.ts';

/** Lines and what stands between commas, as the conflict check shows them. */
const listed = (text: string): readonly string[] => text.split(/[\n,;،؛]/);

/** What those who were heard wrote, in every conversation but the reporter's. */
const othersTexts = async (context: CaseContext, opened: OpenCase): Promise<readonly string[]> => {
  const threads = [...opened.threadKeys.keys()].filter((thread) => thread !== reporterThread);
  const entries = await Promise.all(threads.map((thread) => openedEntries(context, opened, thread)));
  return entries
    .flat()
    .flatMap(({ entry }) =>
      entry !== 'unreadable' && entry.from !== 'team' && entry.from !== 'automatic'
        ? [...entry.texts.values()]
        : [],
    );
};

/**
 * What a text about the case is compared with: every conversation, respondents, what the conflict check shows, and the
 * names of the team. A call for each conversation that the case has, and two more. `undefined` when a respondent does not
 * open: nobody knows then whom the text must not name.
 */
export const narrativeSources = async (
  context: CaseContext,
  opened: OpenCase,
): Promise<NarrativeSources | undefined> => {
  const { head, brief } = opened;
  const [entries, others, respondents, team] = await Promise.all([
    openedEntries(context, opened, reporterThread),
    othersTexts(context, opened),
    readRecordsOf(context, opened, respondentRecord),
    context.team(),
  ]);
  if (respondents.unreadable > 0) return undefined;
  const from = { channel: head.sentTo ?? head.channel, entries, respondents: respondents.records };
  const contents = respondents.records.map(({ content }) => content);
  return {
    texts: [
      ...sourcesFor(context.settings, from, undefined).texts,
      ...others.map((text) => ({ text, namesPersons: false })),
      ...contents.flatMap(({ reach }) => (reach === undefined ? [] : [{ text: reach, namesPersons: false }])),
      { text: brief.persons, namesPersons: true },
    ],
    names: contents.flatMap(({ name }) => name ?? []),
    handles: contents.flatMap(({ handles }) => handles.map(({ handle }) => handle)),
    codeNames: [head.caseName, ...contents.map(({ codeName }) => codeName)],
    maybe: [...listed(brief.spaces), ...team.map(({ name }) => name)],
  };
};
