import { mayAskForTime } from '../../domain/door/response-acts.ts';
import type { ResponsePage } from '../../domain/door/response-page.ts';
import { About } from '../about.tsx';
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

/** What the person a case is about sees: what they are asked, and what was decided. */
export const RespondentPage = (props: DoorViewOf<ResponsePage>) => {
  const { page, said, content } = props;
  const { decisions } = content;
  const isDecided = decisions.length > 0;
  return (
    <DoorFrame {...props} heading={isDecided ? said.response.decided : said.response.heading}>
      {!isDecided && <p>{said.response.before}</p>}
      {decisions.toReversed().map((decision) => (
        <Decision {...props} decision={decision} />
      ))}
      <About page={page} said={said} content={content} />
      {mayAskForTime(content) && <MoreTime {...props} />}
    </DoorFrame>
  );
};
