import { letterParts } from '../../domain/decision/letter.ts';
import { letterWords } from '../../domain/decision/letter-words.ts';
import type { ResponsePage } from '../../domain/door/response-page.ts';
import { AppealProcess } from '../../reporter/acts/appeal-fields.tsx';
import { TeamText } from '../about.tsx';
import { ActButton } from '../acts/act-button.tsx';
import { daysOf } from '../acts/acts-done.ts';
import type { DoorViewOf } from '../door-view.ts';

type ShownDecision = ResponsePage['decisions'][number];
type ShownMeasure = ShownDecision['measures'][number];
type DecisionProps = DoorViewOf<ResponsePage> & { readonly decision: ShownDecision };

/** How a measure stands: what others carry out is in place until it has ended. */
const statusWords = ({ said, today }: DecisionProps, { status, until, theirs }: ShownMeasure): string => {
  const words = said.response;
  if (status === 'ended' || (until !== undefined && until < today)) return words.status.ended;
  return status === 'done' && !theirs ? words.inPlace : words.status[status];
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
        <strong dir="auto" lang={content.language} id={`measure-${number}`}>
          {what}
        </strong>
      </p>
      <p class="meta">
        {isToDo && dueOn !== undefined
          ? said.response.dueOn(page.date(dueOn))
          : [
              statusWords(props, measure),
              said.response.from(page.date(from)),
              ...(until === undefined ? [] : [said.response.until(page.date(until))]),
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
          describedBy={`measure-${number}`}
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
      <h3 id={`appeal-${number}`}>{said.response.appeal}</h3>
      {appealed === undefined ? (
        <p>{window(page.date(appealBy))}</p>
      ) : (
        <p class="box">{said.response.appealed(page.date(appealed))}</p>
      )}
      <AppealProcess page={page} />
      <ActButton
        page={page}
        handle={handle}
        act="appeal"
        facts={facts}
        label={appealed === undefined ? said.acts.appeal.button : said.response.appealAgain}
      />
    </>
  );
};

const ComingBack = (props: DecisionProps) => {
  const { page, said, thread, handle, decision } = props;
  if (!decision.mayAskToReturn) return null;
  const facts = { decision: String(decision.number) };
  const asked = daysOf(thread.entries, 'return-request', facts).at(-1);
  return (
    <section class={asked === undefined ? 'on-screen' : undefined}>
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
    </section>
  );
};

/** A decision as the person it concerns reads it: its letter, what follows, and what they can do about it. */
export const Decision = (props: DecisionProps) => {
  const { page, said, thread, decision, today } = props;
  const { number, on, status, letter, measures, appealBy } = decision;
  const hasAppealed = daysOf(thread.entries, 'appeal', { decision: String(number) }).length > 0;
  const words = letterWords[letter.language];
  return (
    <section class="decision">
      <h2>{said.response.decisionOf(page.date(on))}</h2>
      {status !== 'in-force' && <p class="box">{said.response.noLonger[status]}</p>}
      {appealBy !== undefined && today <= appealBy && !hasAppealed && (
        <p class="box on-screen">
          <a href={`#appeal-${number}`}>{said.response.appealBy(page.date(appealBy))}</a>
        </p>
      )}
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
