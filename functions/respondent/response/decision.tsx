import { letterParts } from '../../domain/decision/letter.ts';
import { letterWords } from '../../domain/decision/letter-words.ts';
import type { ResponsePage } from '../../domain/door/response-page.ts';
import { TeamText } from '../about.tsx';
import { ActButton } from '../acts/act-button.tsx';
import { AppealProcess } from '../acts/appeal-questions.tsx';
import { daysOf } from '../acts/acts-done.ts';
import type { DoorViewOf } from '../door-view.ts';

type ShownDecision = ResponsePage['decisions'][number];
type ShownMeasure = ShownDecision['measures'][number];
type DecisionProps = DoorViewOf<ResponsePage> & { readonly decision: ShownDecision };

/** How a measure stands: one that ends by itself and is theirs to bear is in place until then. */
const statusWords = ({ said, today }: DecisionProps, { status, until, theirs }: ShownMeasure): string => {
  const words = said.response;
  if (status === 'ended' || (until !== undefined && until < today)) return words.status.ended;
  return status === 'done' && !theirs && until !== undefined ? words.inPlace : words.status[status];
};

const Measure = (props: DecisionProps & { readonly measure: ShownMeasure }) => {
  const { page, said, thread, handle, measure, content } = props;
  const { number, what, from, until, dueOn, status, theirs } = measure;
  const facts = { measure: String(number) };
  const saidDone = daysOf(thread.entries, 'measure-done', facts).at(-1);
  const isToDo = theirs && status === 'to-do';
  return (
    <li>
      <p>
        <strong dir="auto" lang={content.language}>
          {what}
        </strong>
      </p>
      <p class="meta">
        {[
          said.response.from(page.date(from)),
          ...(until === undefined ? [] : [said.response.until(page.date(until))]),
          ...(dueOn === undefined ? [] : [said.response.dueOn(page.date(dueOn))]),
          statusWords(props, measure),
        ].join(' · ')}
      </p>
      {isToDo && saidDone !== undefined && <p class="box">{said.response.saidDone(page.date(saidDone))}</p>}
      {isToDo && saidDone === undefined && (
        <ActButton
          page={page}
          handle={handle}
          act="measure-done"
          facts={facts}
          label={said.acts['measure-done'].button}
        />
      )}
    </li>
  );
};

const Appeal = (props: DecisionProps) => {
  const { page, said, thread, handle, today, decision } = props;
  const { appealBy, number } = decision;
  if (appealBy === undefined) return null;
  const facts = { decision: String(number) };
  const appealed = daysOf(thread.entries, 'appeal', facts).at(-1);
  const window = today > appealBy ? said.response.appealLate : said.response.appealBy;
  return (
    <>
      <h3>{said.response.appeal}</h3>
      {appealed === undefined ? (
        <p>{window(page.date(appealBy))}</p>
      ) : (
        <p class="box">{said.response.appealed(page.date(appealed))}</p>
      )}
      <AppealProcess page={page} said={said} />
      <ActButton page={page} handle={handle} act="appeal" facts={facts} label={said.acts.appeal.button} />
    </>
  );
};

const ComingBack = (props: DecisionProps) => {
  const { page, said, thread, handle, decision } = props;
  if (!decision.mayAskToReturn) return null;
  const facts = { decision: String(decision.number) };
  const asked = daysOf(thread.entries, 'return-request', facts).at(-1);
  return (
    <>
      <h3>{said.response.comeBack}</h3>
      {asked === undefined ? (
        <ActButton
          page={page}
          handle={handle}
          act="return-request"
          facts={facts}
          label={said.acts['return-request'].button}
        />
      ) : (
        <p class="box">{said.response.askedToReturn(page.date(asked))}</p>
      )}
    </>
  );
};

/** A decision as the person it concerns reads it: its letter, what follows, and what they can do about it. */
export const Decision = (props: DecisionProps) => {
  const { page, said, decision } = props;
  const { on, status, letter, measures } = decision;
  const words = letterWords[letter.language];
  return (
    <section class="decision">
      <h2>{said.response.decisionOf(page.date(on))}</h2>
      {status !== 'in-force' && <p class="box">{said.response.noLonger[status]}</p>}
      {letterParts.map((part) => (
        <>
          <h3 lang={letter.language} dir={words.direction}>
            {words.parts[part]}
          </h3>
          <TeamText language={letter.language} text={letter[part]} />
        </>
      ))}
      {measures.length > 0 && (
        <>
          <h3>{said.response.measures}</h3>
          <ul>
            {measures.map((measure) => (
              <Measure {...props} measure={measure} />
            ))}
          </ul>
        </>
      )}
      <Appeal {...props} />
      <ComingBack {...props} />
    </section>
  );
};
