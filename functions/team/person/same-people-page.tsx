import type { SamePeople } from '../../domain/casework/register/list-same-people.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { routes } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { dayText } from '../ui/words.ts';
import { CaseLink } from './decided.tsx';
import { sureWords, whyWords } from './person-words.ts';
import { SamePersonForms } from './same-person-forms.tsx';

type Pair = SamePeople['pairs'][number];

const Side = ({ side }: { readonly side: Pair['one'] }) => (
  <>
    <strong>{side.codeName}</strong> in <CaseLink {...side} />, since {dayText(side.addedOn)}
  </>
);

const PairItem = ({ pair: { one, other, why, sure, on } }: { readonly pair: Pair }) => (
  <li>
    <p>
      <Side side={one} />
      <br />
      <Side side={other} />
    </p>
    <p class="meta">
      {sureWords[sure]}: {whyWords[why]}. Looked up on {dayText(on)}.
    </p>
    {one.caseId === undefined ? (
      <p class="meta">
        The case from which it was looked up has been erased, so that nobody needs to decide.
      </p>
    ) : (
      <SamePersonForms caseId={one.caseId} respondent={one.respondent} entry={other.entry} />
    )}
  </li>
);

/** Respondents of two cases who may be the same person, for leads who may see both. */
export const SamePeoplePage = (props: {
  readonly settings: Settings;
  readonly member: Member;
  readonly list: SamePeople;
}) => (
  <Layout settings={props.settings} member={props.member} here={routes.samePeople} title="Same people">
    <h1>People who may be the same</h1>
    <p class="soft">
      A colleague looked whether they had met a respondent before, and may not be able to see both cases. You
      can. Open the first case to decide.
    </p>
    {props.list.pairs.length === 0 ? (
      <p>Nobody waits for your answer.</p>
    ) : (
      <ul class="tasks">
        {props.list.pairs.map((pair) => (
          <PairItem pair={pair} />
        ))}
      </ul>
    )}
  </Layout>
);
