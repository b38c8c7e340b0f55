import type { WitnessPage as Content } from '../../domain/door/witness-page.ts';
import { isOffTheRecord } from '../../domain/door/off-the-record.ts';
import { threadOfDoor } from '../../domain/thread/thread-name.ts';
import { About, AnswerBy } from '../about.tsx';
import { ActButton } from '../acts/act-button.tsx';
import { DoorFrame } from '../door-frame.tsx';
import type { DoorViewOf } from '../door-view.ts';

const hasDeclined = ({ thread }: DoorViewOf<Content>): boolean =>
  thread.entries.some(
    ({ entry }) => entry !== 'unreadable' && entry.kind === 'act' && entry.act === 'declined',
  );

/** What a witness can say besides an answer: nothing at all, or that it stays out of the record. */
const Choices = (props: DoorViewOf<Content>) => {
  const { page, said, handle, thread } = props;
  const isOff = isOffTheRecord(
    threadOfDoor('witness', 1),
    thread.entries.map(({ entry }) => entry),
  );
  return (
    <>
      <h2>{said.witness.choices}</h2>
      {isOff ? (
        <p class="box">{said.witness.isOff}</p>
      ) : (
        <>
          <p>{said.witness.offTheRecord}</p>
          <ActButton page={page} handle={handle} act="off-the-record" label={said.witness.askOff} />
        </>
      )}
      {!hasDeclined(props) && (
        <>
          <p>{said.witness.declining}</p>
          <ActButton page={page} handle={handle} act="declined" label={said.witness.decline} />
        </>
      )}
    </>
  );
};

/** What a witness sees. */
export const WitnessPage = (props: DoorViewOf<Content>) => (
  <DoorFrame {...props} heading={props.said.witness.heading}>
    <AnswerBy {...props} answerBy={props.content.answerBy} />
    <About said={props.said} content={props.content} />
    <p class="hint">{props.said.witness.anonymous}</p>
    <Choices {...props} />
  </DoorFrame>
);
