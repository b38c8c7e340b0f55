import { requestStateOf } from '../../domain/decision/two-person-request.ts';
import { casePath, pagePath, routes } from '../routes.ts';
import { TextArea } from '../ui/field.tsx';
import { dayText } from '../ui/words.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden } from '../case/panel.tsx';

const EraseCase = ({ view }: { readonly view: CaseView }) => (
  <Folded view={view} form="erase" summary="Erase everything">
    <form method="post" action={casePath(view.read.head.caseId, routes.erasure)}>
      <p>
        A colleague has to agree. Then report, messages, notes, tasks and the audit log are gone at once, for
        you too. Nobody can bring them back once the backups of the keys have run out.
      </p>
      <button type="submit" name="decision" value="erase">
        Ask a colleague to agree
      </button>
    </form>
  </Folded>
);

const EraseWords = ({ view }: { readonly view: CaseView }) => (
  <Folded view={view} form="erase-words" summary="Erase what they wrote, and keep what was decided">
    <form method="post" action={casePath(view.read.head.caseId, routes.erasure)}>
      <p>
        A colleague has to agree. Then their report, messages, files, name and contact are gone at once, and
        their words open nothing. What was decided, what others wrote and the notes of the team stay. You get
        a task to go through the notes, and take out what is in their words.
      </p>
      <button type="submit" name="decision" value="erase-words">
        Ask a colleague to agree
      </button>
    </form>
  </Folded>
);

/** What the team is asked when the reporter wants everything erased; absent while nobody asks. */
export const Erasure = ({ view }: { readonly view: CaseView }) => {
  const { head } = view.read;
  const answerBy = head.deadlines.erasureAnswerBy;
  if (answerBy === undefined) return null;
  const waiting = view.read.records.twoPersonRequests.find(
    ({ content }) => content.act !== 'copy' && requestStateOf(content, view.now) === 'open',
  );
  const action = casePath(head.caseId, routes.erasure);
  // Erasing the whole case takes the record of what was decided with it.
  const isDecided = view.read.records.decisions.some(({ content }) => content.status === 'in-force');
  return (
    <section class="box warn" id="erasure">
      <h2>The reporter asks for everything to be erased</h2>
      <p>
        They are answered by {dayText(answerBy)}: it is erased, what they wrote is, or they are told why it is
        kept.
      </p>
      {view.may('answer-erasure') && (
        <>
          <Folded view={view} form="erasure" summary="Keep it, and tell the reporter why">
            <form method="post" action={action} autocomplete="off">
              <Hidden view={view} />
              <TextArea
                {...fieldOf(view, 'erasure', 'reason')}
                label="Your message to the reporter"
                hint="Such as: a decision has been made on it, and you keep it until a date."
                rows={4}
                value={typed(view, 'erasure', 'reason')}
              />
              <button type="submit" name="decision" value="refuse">
                Send, and keep the case
              </button>
            </form>
          </Folded>
          {waiting === undefined ? (
            <>
              {isDecided ? (
                <>
                  <EraseWords view={view} />
                  <EraseCase view={view} />
                </>
              ) : (
                <>
                  <EraseCase view={view} />
                  <EraseWords view={view} />
                </>
              )}
            </>
          ) : (
            <p>
              {waiting.content.by.name} has asked for it to be erased.{' '}
              <a href={`${pagePath(head.caseId, 'measures')}#request-${waiting.number}`}>
                Agree or decline, on the page Measures
              </a>
            </p>
          )}
        </>
      )}
    </section>
  );
};
