import type { MetBefore } from '../../domain/casework/register/met-before.ts';
import type { Member } from '../../domain/member/member.ts';
import type { Settings } from '../../settings/schema.ts';
import { pagePath, personPath } from '../routes.ts';
import { Layout } from '../ui/layout.tsx';
import { dayText } from '../ui/words.ts';
import { CaseLink, Decided } from './decided.tsx';
import { sureWords, whyWords } from './person-words.ts';
import { SamePersonForms } from './same-person-forms.tsx';

export type MetPageProps = {
  readonly settings: Settings;
  readonly member: Member;
  readonly caseId: string;
  readonly respondent: number;
  readonly met: MetBefore;
};

type Found = MetBefore['people'][number];

const Entry = ({
  settings,
  entry,
}: {
  readonly settings: Settings;
  readonly entry: Found['entries'][number];
}) => (
  <li>
    <p>
      <strong>{entry.codeName}</strong> in <CaseLink {...entry} />, since {dayText(entry.addedOn)}
    </p>
    {entry.decisions.length === 0 ? (
      <p class="meta">Nothing has been decided about them there, of what you may see.</p>
    ) : (
      entry.decisions.map((decision) => (
        <p>
          <Decided settings={settings} caseName={entry.caseName} decision={decision} />
        </p>
      ))
    )}
  </li>
);

const FoundPerson = ({ page, found }: { readonly page: MetPageProps; readonly found: Found }) => {
  const { settings, caseId, respondent } = page;
  const [first] = found.entries;
  const isJoined = found.sure === 'said-so';
  return (
    <section class="panel">
      <h2>{sureWords[found.sure]}</h2>
      <p class="meta">Because: {found.why.map((kind) => whyWords[kind]).join('; ')}.</p>
      {found.saidApart && <p class="box">A member has said that this is another person.</p>}
      <ul class="tasks">
        {found.entries.map((entry) => (
          <Entry settings={settings} entry={entry} />
        ))}
      </ul>
      {!isJoined && first && <SamePersonForms {...{ caseId, respondent }} entry={first.entry} />}
    </section>
  );
};

/** What a look-up has found. It is shown this once: nothing of it is kept. */
export const MetPage = (props: MetPageProps) => {
  const { settings, member, caseId, respondent, met } = props;
  return (
    <Layout settings={settings} member={member} title="Have we met before?">
      <p class="back">
        <a href={`${pagePath(caseId, 'investigation')}#respondent-${respondent}`}>
          Back to the investigation
        </a>
      </p>
      <h1>Have we met {met.codeName} before?</h1>
      {met.people.length === 0 ? (
        <p>We found nobody in other cases that you may see.</p>
      ) : (
        <p>
          We found these people in other cases that you may see. Read why before you decide: two people can
          have one name.
        </p>
      )}
      {met.people.map((found) => (
        <FoundPerson page={props} found={found} />
      ))}
      <p>
        <a href={personPath(caseId, respondent)}>Open their page in the register</a>
      </p>
      <details>
        <summary>What this does not show</summary>
        <p>
          Cases that you may not know of are never shown or counted here. If there is a match in one, a lead
          who may see both is asked whether they are the same person. If you are a respondent yourself in a
          case that you can see, you find nobody here; ask a colleague to look.
        </p>
        <p>This page is not kept. The audit log of this case records that you looked.</p>
      </details>
    </Layout>
  );
};
