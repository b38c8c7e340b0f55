import type { Child } from 'hono/jsx';
import { messageLimitBytes } from '../domain/kernel/text.ts';
import { NewWordsForm } from '../reporter/leaving/new-words-form.tsx';
import { routes } from '../reporter/routes.ts';
import { conversationPart } from '../reporter/thread/conversation-part.ts';
import { ConversationSection } from '../reporter/thread/conversation-section.tsx';
import { News } from '../reporter/thread/news.tsx';
import { SurveyForm } from '../reporter/survey/survey-form.tsx';
import { Support } from '../reporter/thread/support.tsx';
import { threadScripts } from '../reporter/thread/thread-scripts.ts';
import { WriteForm } from '../reporter/thread/write-form.tsx';
import { Layout } from '../reporter/ui/layout.tsx';
import type { DoorView } from './door-view.ts';

const writeHint = ({ messages }: DoorView['page']): string =>
  messages.thread.writeHint(messages.kilobytes(messageLimitBytes));

/** What every page of a door has: what became of the last form, the conversation, the form to write, new words. */
export const DoorFrame = (
  props: DoorView & {
    readonly heading: string;
    /** Of the form with which one writes; `Write to the team` when absent. */
    readonly write?: string | undefined;
    /** What stands above the conversation. */
    readonly children: Child;
  },
) => {
  const { page, said, thread, handle, problems = [] } = props;
  const part = conversationPart(props.entries, props.before);
  const hasEntries = props.entries.length > 0;
  const write = props.write ?? said.write;
  return (
    <Layout
      page={page}
      failed={problems.length > 0}
      typed={{ id: 'reply', shownAgainBy: routes.shown }}
      scripts={threadScripts(page.settings, thread)}
    >
      <h1>{props.heading}</h1>
      <News page={page} problems={problems} news={props.news} lookAtFiles={props.lookAtFiles} />
      {props.children}
      {hasEntries && (
        <>
          <p>
            <a href="#reply">{write}</a>
          </p>
          <ConversationSection page={page} part={part} handle={handle} />
        </>
      )}
      <WriteForm
        page={page}
        handle={handle}
        reply={props.reply}
        problems={problems}
        room={props.room}
        todayFull={props.todayFull}
        foldFiles
        said={{ label: write, hint: writeHint(page), send: said.send }}
      />
      <SurveyForm
        page={page}
        handle={handle}
        survey={props.survey}
        problemAt={(name) => problems.find(({ field }) => field === name)?.text}
      />
      <Support page={page} />
      <p class="hint">
        {thread.endsAt === undefined ? said.kept : said.open(page.date(thread.endsAt.toISOString()))}
      </p>
      <NewWordsForm
        page={page}
        handle={handle}
        problem={problems.find(({ field }) => field === 'confirm-words')?.text}
      />
    </Layout>
  );
};
