import { mayAskForTime } from '../../domain/door/response-acts.ts';
import type { ResponsePage } from '../../domain/door/response-page.ts';
import { About, AnswerBy } from '../about.tsx';
import { ActButton } from '../acts/act-button.tsx';
import { daysOf } from '../acts/acts-done.ts';
import { DoorFrame } from '../door-frame.tsx';
import type { DoorViewOf } from '../door-view.ts';
import { Decision } from './decision.tsx';

/** More time to answer, and whether it was asked for. */
const MoreTime = ({ page, said, thread, handle }: DoorViewOf<ResponsePage>) => {
  const asked = daysOf(thread.entries, 'more-time').at(-1);
  return (
    <>
      {asked !== undefined && <p class="box">{said.response.askedForTime(page.date(asked))}</p>}
      <ActButton page={page} handle={handle} act="more-time" label={said.acts['more-time'].button} />
    </>
  );
};

/** What they are asked, and what they can do besides writing an answer. */
const Asked = (props: DoorViewOf<ResponsePage>) => (
  <>
    <About said={props.said} content={props.content} />
    {mayAskForTime(props.content) && <MoreTime {...props} />}
  </>
);

/** What the person a case is about sees: what they are asked, and what was decided. */
export const RespondentPage = (props: DoorViewOf<ResponsePage>) => {
  const { said, content } = props;
  const { decisions } = content;
  const isDecided = decisions.length > 0;
  // What was asked before a decision is of less weight than what was decided.
  const isAsked = !isDecided || mayAskForTime(content);
  return (
    <DoorFrame {...props} heading={isDecided ? said.response.decided : said.response.heading}>
      {!isDecided && <p>{said.response.before}</p>}
      <AnswerBy {...props} answerBy={content.answerBy} />
      {isAsked && <Asked {...props} />}
      {decisions.toReversed().map((decision) => (
        <Decision {...props} decision={decision} />
      ))}
      {!isAsked && content.about !== '' && (
        <details>
          <summary>{said.response.askedBefore}</summary>
          <About said={said} content={content} />
        </details>
      )}
    </DoorFrame>
  );
};
