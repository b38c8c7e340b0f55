import { requestStateOf } from '../../domain/decision/two-person-request.ts';
import { casePath, pagePath, routes } from '../routes.ts';
import { TextArea } from '../ui/field.tsx';
import { dayText } from '../ui/words.ts';
import { fieldOf, typed, type CaseView } from '../case/case-view.ts';
import { Folded, Hidden } from '../case/panel.tsx';

/** What the team is asked when the reporter wants everything erased; absent while nobody asks. */
export const Erasure = ({ view }: { readonly view: CaseView }) => {
  const { head } = view.read;
  const answerBy = head.deadlines.erasureAnswerBy;
  if (answerBy === undefined) return null;
  const waiting = view.read.records.twoPersonRequests.find(
    ({ content }) => content.act === 'erasure' && requestStateOf(content, view.now) === 'open',
  );
  const action = casePath(head.caseId, routes.erasure);
  return (
    <section class="box warn" id="erasure">
      <h2>The reporter asks for everything to be erased</h2>
      <p>They are answered by {dayText(answerBy)}: it is erased, or they are told why it is kept.</p>
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
            <Folded view={view} form="erase" summary="Erase everything">
              <form method="post" action={action}>
                <p>
                  A colleague has to agree. Then report, messages, notes, tasks and the audit log are gone at
                  once, for you too. Nobody can bring them back once the backups of the keys have run out.
                </p>
                <button type="submit" name="decision" value="erase">
                  Ask a colleague to agree
                </button>
              </form>
            </Folded>
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
